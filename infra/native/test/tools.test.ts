import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { readMachine } from '../src/env.ts';
import { findTools, requireTools, toolPath } from '../src/tools.ts';

const folder = mkdtempSync(join(tmpdir(), 'airstar-tools-'));
afterAll(() => rmSync(folder, { recursive: true }));

function executable(...path: readonly string[]): string {
  const file = join(folder, ...path);
  mkdirSync(join(file, '..'), { recursive: true });
  writeFileSync(file, '');
  chmodSync(file, 0o755);
  return file;
}

function jdk(name: string, release: string): string {
  executable(name, 'bin', 'java');
  writeFileSync(join(folder, name, 'release'), release);
  return join(folder, name);
}

const [jdk8, jdk17, jdk21, jdk25] = [
  jdk('jvm/8', 'JAVA_VERSION="1.8.0_402"\n'),
  jdk('jvm/17', 'IMPLEMENTOR="X"\nJAVA_VERSION="17.0.15"\n'),
  jdk('other/21', 'JAVA_VERSION="21"\n'),
  jdk('jvm/25', 'JAVA_VERSION="25.0.3"\n'),
];
const nowhere = { cache: '', path: [], javaHome: undefined, variables: {} };
const jvm = join(folder, 'jvm');

describe('findTools', () => {
  test('takes the oldest JDK that is new enough', () => {
    expect(findTools(nowhere, [jvm])).toEqual({ 'JDK 17': jdk17, 'JDK 21': jdk25 });
  });

  test('sees JAVA_HOME, also where the system has none', () => {
    expect(findTools({ ...nowhere, javaHome: jdk21 }, [])).toEqual({ 'JDK 17': jdk21, 'JDK 21': jdk21 });
    expect(findTools({ ...nowhere, javaHome: jdk8 }, [])).toEqual({});
    expect(findTools({ ...nowhere, javaHome: '/nowhere' }, [])).toEqual({});
  });

  test('follows the link by which a JDK is on PATH', () => {
    mkdirSync(join(folder, 'bin'));
    symlinkSync(join(jdk21, 'bin', 'java'), join(folder, 'bin', 'java'));
    expect(findTools({ ...nowhere, path: [join(folder, 'bin')] }, [])['JDK 21']).toBe(jdk21);
  });

  test('takes a program from the first folder of PATH that can run it', () => {
    const mvn = executable('second', 'mvn');
    mkdirSync(join(folder, 'first'), { recursive: true });
    writeFileSync(join(folder, 'first', 'mvn'), '', { mode: 0o644 });
    expect(findTools({ ...nowhere, path: [join(folder, 'first'), join(folder, 'second')] }, []).Maven).toBe(mvn);
  });
});

describe('requireTools', () => {
  test('says everything that is missing, once, and how to get it', () => {
    const refuse = () => requireTools({ Maven: '/mvn' }, ['JDK 17', 'JDK 21', 'Go', 'Maven', 'Go', 'Python']);
    expect(refuse).toThrow(/17 or newer.*apt-get[^]*21 or newer[^]*Go 1\.24[^]*Python 3\.11/);
    expect(refuse).not.toThrow(/mvn/);
    expect(refuse).toThrow(expect.objectContaining({ code: 'requirements' }));
    try {
      refuse();
    } catch (error) {
      expect((error as Error).message.match(/Go 1\.24/g)).toHaveLength(1);
    }
  });

  test('is content with what is there', () => {
    expect(() => requireTools({ Go: '/go' }, ['Go'])).not.toThrow();
    expect(toolPath({ Go: '/go' }, 'Go')).toBe('/go');
  });
});

describe('readMachine', () => {
  test('an empty variable counts as unset', () => {
    const machine = readMachine({ XDG_CACHE_HOME: '', JAVA_HOME: '', PATH: '' });
    expect(machine).toMatchObject({ javaHome: undefined, path: [] });
    expect(machine.cache).toMatch(/\.cache\/airstar$/);
    expect(readMachine({ XDG_CACHE_HOME: '/c', PATH: '/a::/b' })).toMatchObject({
      cache: '/c/airstar',
      path: ['/a', '/b'],
    });
  });
});
