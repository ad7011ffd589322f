import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readRemoteMessage } from '../src/transport/remote-message.ts';

describe('the bodies of a 422', () => {
  test('a list of objects gives one line for each', () => {
    const body = {
      detail: [
        {
          type: 'less_than_equal',
          loc: ['query', 'limit'],
          msg: 'Input should be less than or equal to 1000',
          input: 1001,
          ctx: { le: 1000 },
          url: 'https://errors.pydantic.dev/2.13/v/less_than_equal',
        },
        { type: 'greater_than', loc: ['query', 'page'], msg: 'Input should be greater than 0', input: 0 },
      ],
    };
    expect(readRemoteMessage(JSON.stringify(body))).toEqual([
      'query.limit: Input should be less than or equal to 1000',
      'query.page: Input should be greater than 0',
    ]);
  });

  test('a JSON string with the text of a Python list gives one line for each entry', () => {
    const text =
      "[{'type': 'int_parsing', 'loc': ('query', 'countries_id', 0), 'msg': 'Input should be a valid integer, unable to parse', 'input': 'abc'}," +
      " {'type': 'enum', 'loc': ('query', 'sort_order'), 'msg': \"Input should be 'asc' or 'desc'\", 'input': 'up'}," +
      " {'type': 'x', 'loc': ('path',), 'msg': 'It\\'s wrong', 'input': None}]";
    expect(readRemoteMessage(JSON.stringify(text))).toEqual([
      'query.countries_id.0: Input should be a valid integer, unable to parse',
      "query.sort_order: Input should be 'asc' or 'desc'",
      "path: It's wrong",
    ]);
  });

  test('a JSON string with a sentence is that sentence', () => {
    const sentence =
      'Date/time from must be older than the date/time to. User passed 2023-03-06 00:00:00 - 2023-03-05 00:00:00';
    expect(readRemoteMessage(JSON.stringify(sentence))).toEqual([sentence]);
  });

  test('an object with a text is that text', () => {
    expect(readRemoteMessage('{"detail":"no"}')).toEqual(['no']);
    expect(readRemoteMessage('{"message":"no"}')).toEqual(['no']);
  });

  test('the announced shape with a list of errors is understood', () => {
    const body = {
      statusCode: 422,
      detail: 'Unprocessable',
      docsUrl: 'https://docs.openaq.org',
      errors: [{ input: '1001', location: ['query', 'limit'], message: 'too large' }],
    };
    expect(readRemoteMessage(JSON.stringify(body))).toEqual(['query.limit: too large']);
    expect(readRemoteMessage(JSON.stringify({ ...body, errors: [] }))).toEqual(['Unprocessable']);
  });

  test('an entry of an unknown shape is shown as it is', () => {
    expect(readRemoteMessage('{"detail":[{"why":"new"},"text"]}')).toEqual(['{"why":"new"}', 'text']);
  });
});

test('text that is no JSON is the message, in one line and not too long', () => {
  expect(readRemoteMessage('Internal Server Error')).toEqual(['Internal Server Error']);
  expect(readRemoteMessage('  a\n b ')).toEqual(['a b']);
  expect(readRemoteMessage('x'.repeat(400))).toEqual([`${'x'.repeat(300)}…`]);
});

test('bodies that say nothing give no message', () => {
  for (const body of ['', '  ', 'null', '{}', '[]', '12']) expect(readRemoteMessage(body)).toEqual([]);
});

test('no body at all makes it throw', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.json()), (body) => {
      for (const line of readRemoteMessage(body)) expect(line).not.toBe('');
    }),
  );
});
