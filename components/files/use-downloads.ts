'use client';

import { App } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { useErrorText } from '@/components/ui';
import { download } from '@/lib/client/transfer';
import { downloadFile } from '@/lib/contract/files';
import { splitPath } from '@/lib/domain/file';

export interface RunningDownload {
  path: string;
  share: number | null;
  bytes: number;
}

/** Fetches files and hands them to the browser to keep; ends with the page part that began them. */
export function useDownloads({
  project,
  pod,
  container,
}: {
  project: string;
  pod: string;
  container: string;
}) {
  const [running, setRunning] = useState<RunningDownload[]>([]);
  const aborts = useRef(new Map<string, AbortController>());
  const { notification } = App.useApp();
  const text = useErrorText();
  useEffect(() => {
    const open = aborts.current;
    return () => {
      for (const abort of open.values()) abort.abort();
    };
  }, []);

  const run = async (path: string, directory: boolean, abort: AbortController) => {
    const progress = (share: number | null, bytes: number) =>
      setRunning((all) => all.map((each) => (each.path === path ? { path, share, bytes } : each)));
    try {
      const args = { params: { project, pod }, query: { container, path } };
      const blob = await download(downloadFile, args, { progress, signal: abort.signal });
      const name = splitPath(path).name || container;
      keep(blob, directory ? `${name}.tar` : name);
    } catch (error) {
      if (abort.signal.aborted) return;
      const { why, todo } = text(error);
      notification.error({ title: why, description: todo, duration: 8 });
    } finally {
      aborts.current.delete(path);
      setRunning((all) => all.filter((each) => each.path !== path));
    }
  };
  return {
    running,
    start: (path: string, directory: boolean) => {
      if (aborts.current.has(path)) return;
      const abort = new AbortController();
      aborts.current.set(path, abort);
      setRunning((all) => [...all, { path, share: null, bytes: 0 }]);
      void run(path, directory, abort);
    },
    cancel: (path: string) => aborts.current.get(path)?.abort(),
  };
}

function keep(blob: Blob, name: string): void {
  const url = URL.createObjectURL(blob);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // The browser has taken it over by then.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
