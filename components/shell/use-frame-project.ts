'use client';

import { useEffect } from 'react';
import { projectOfPath, rememberProject, useCurrentProject } from './current-project';
import { useProject } from './use-project';

/** The project that the frame speaks of; null while unknown or without one. */
export function useFrameProject() {
  const { project, gone } = useProject(useCurrentProject());
  useEffect(() => {
    // A remembered project that is no longer there must not stay in the navigation.
    if (gone && projectOfPath(window.location.pathname) === null) rememberProject(null);
  }, [gone]);
  return project;
}
