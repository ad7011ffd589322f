import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { html, Html, link } from '../../src/report/html.ts';
import { all, attribute, parsePage, text } from './document.ts';

describe('html', () => {
  test('escapes whatever is put in, so that a parser gives it back and finds no element in it', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('<', '>', '&', '"', "'", 'a', '/', '=', 'µ') }), (value) => {
        const { elements } = parsePage(
          html`<!doctype html>
            <p title="${value}">x${value}x</p>`.text,
        );
        expect(elements.map((element) => element.tagName)).toEqual(['html', 'head', 'body', 'p']);
        expect(attribute(elements[3]!, 'title')).toBe(value);
        expect(text(elements[3]!)).toBe(`x${value}x`);
      }),
    );
  });

  test('joins lists, leaves out null, and trusts markup of its own', () => {
    expect(html`${[html`<b>${1}</b>`, ' & ', null, new Html('<i>')]}`.text).toBe('<b>1</b> &amp; <i>');
  });
});

describe('link', () => {
  test('leads to http addresses', () => {
    const page = parsePage(link('City & Co', 'https://example.org/?a=1&b=2').text);
    expect(attribute(all(page, 'a')[0]!, 'href')).toBe('https://example.org/?a=1&b=2');
  });

  test.each([null, 'javascript:alert(1)', ' https://x', '//example.org', 'data:text/html,x'])(
    'is text only for %s',
    (address) => {
      expect(link('a<b', address).text).toBe('a&lt;b');
    },
  );
});
