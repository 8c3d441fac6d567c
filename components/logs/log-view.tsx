'use client';

export interface LogViewProps {
  project: string;
  /** All pods of this app … */
  app?: string;
  /** … or one pod. */
  pod?: string;
  container?: string;
  previous?: boolean;
  /** Height of the lines' area: a CSS length; `fill` takes the place that the parent gives. */
  height?: string | 'fill';
  /** Containers to choose from, when the page knows them. */
  containers?: string[];
}

/** The live log of an app or a pod. */
export function LogView(_props: LogViewProps) {
  return null;
}
