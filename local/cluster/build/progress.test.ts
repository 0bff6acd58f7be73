import { describe, expect, it } from 'vitest';
import { downloadedModule, PackageCounter, pinnedModules } from './progress.ts';

describe('counting packages', () => {
  it('counts the named ones against all', () => {
    const counter = new PackageCounter(['a/b', 'c', 'd', 'e']);
    expect(counter.progress).toBe(0);
    expect(counter.take('a/b')).toBe(true);
    expect(counter.done).toBe(1);
    expect(counter.progress).toBe(0.25);
  });

  it('never passes 1: other lines and repeated ones do not count', () => {
    const counter = new PackageCounter(['a', 'b']);
    for (const line of ['a', 'a', 'go: downloading x v1.0.0', '# a', './main.go:5:2: error', 'b', 'b']) {
      counter.take(line);
    }
    expect(counter.progress).toBe(1);
    expect(counter.done).toBe(counter.total);
  });

  it('is done when there is nothing to do', () => {
    expect(new PackageCounter([]).progress).toBe(1);
  });
});

describe('downloading modules', () => {
  it('reads the module from go’s line', () => {
    expect(downloadedModule('go: downloading k8s.io/api v0.34.4')).toBe('k8s.io/api v0.34.4');
    expect(downloadedModule('go: finding module for package x')).toBeNull();
    expect(downloadedModule('k8s.io/api')).toBeNull();
  });

  it('counts modules in go.sum once, not their go.mod again', () => {
    const goSum = ['a v1.0.0 h1:x=', 'a v1.0.0/go.mod h1:y=', 'b v0.1.0/go.mod h1:z=', ''].join('\n');
    expect(pinnedModules(goSum)).toBe(1);
  });
});
