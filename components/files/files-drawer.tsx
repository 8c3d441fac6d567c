'use client';

import { Drawer } from 'antd';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { DebugNotice } from './debug-notice';
import { FileBrowser } from './file-browser';
import type { FilePlace } from './types';

export type { FilePlace } from './types';

interface Props {
  /** Null: closed. */
  place: FilePlace | null;
  onClose: () => void;
}

/** Files of a pod's containers: looked through, downloaded, uploaded. */
export function FilesDrawer({ place, onClose }: Props) {
  const t = useTranslations('files');
  return (
    <Drawer
      open={place !== null}
      styles={{ wrapper: { inlineSize: 'min(840px, 100vw)' } }}
      title={t('title', { pod: place?.pod ?? '' })}
      onClose={onClose}
      destroyOnHidden
    >
      {place && <Files key={place.pod} place={place} />}
    </Drawer>
  );
}

/** Where one is; a debug container may stand in for a container without tools. */
function Files({ place }: { place: FilePlace }) {
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
