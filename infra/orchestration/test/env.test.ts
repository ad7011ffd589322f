import { describe, expect, test } from 'vitest';
import { readMachine } from '../src/env.ts';

describe('readMachine', () => {
  test('takes an empty variable for unset', () => {
    const names = ['START_DOCKER', 'MAKE_BASE_IMAGES', 'IMAGE_TAG', 'KEEP', 'SCREENSHOTS'];
    expect(readMachine(Object.fromEntries(names.map((name) => [`AIRSTAR_${name}`, ''])))).toEqual({
      startDocker: undefined,
      makeBaseImages: undefined,
      imageTag: undefined,
      keep: false,
      screenshots: undefined,
      variables: {},
    });
  });

  test('hands on what programs need, and no key that is lying about', () => {
    const found = { PATH: '/bin', HOME: '/root', PIP_CERT: '/ca.pem', https_proxy: 'http://proxy' };
    expect(readMachine({ ...found, OPENAQ_API_KEY: 'a secret', DATABASE_URL: 'another' }).variables).toEqual(found);
  });
});
