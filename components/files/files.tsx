'use client';

import { useState } from 'react';
import { DebugNotice } from './debug-notice';
import { FileBrowser } from './file-browser';
import type { FilePlace } from './types';

/** Where one is; a debug container may stand in for a container without tools. */
export function Files({ place }: { place: FilePlace }) {
  const [container, setContainer] = useState(place.containers[0] ?? '');
  const [debug, setDebug] = useState<string | null>(null);
  const [path, setPath] = useState('/');
  return (
    <>
      {debug !== null && container === debug && <DebugNotice />}
      <FileBrowser
        project={place.project}
        pod={place.pod}
        containers={debug === null ? place.containers : [...place.containers, debug]}
        container={container}
        path={path}
        onPath={setPath}
        onContainer={(next) => {
          setContainer(next);
          setPath(next === debug ? TARGET_ROOT : '/');
        }}
        onDebug={(next) => {
          setDebug(next);
          setContainer(next);
          setPath(TARGET_ROOT);
        }}
      />
    </>
  );
}

// A debug container sees its target's processes, and through the first of them its files.
const TARGET_ROOT = '/proc/1/root';
