'use client';

import { ProjectFrame } from '@/components/projects';
import { PodList } from './pod-list';

/** The pods of a project, whatever made them. */
export function PodsPage({ name }: { name: string }) {
  return (
    <ProjectFrame name={name} tab="pods">
      {(project, may) => (
        <PodList project={project.name} mayLogs={may('logs.read')} mayExec={may('shell.open')} />
      )}
    </ProjectFrame>
  );
}
