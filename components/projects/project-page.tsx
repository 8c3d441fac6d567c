'use client';

import { AppList } from '@/components/apps';
import { ProjectFrame } from './project-frame';

/** A project's first page: its apps. */
export function ProjectPage({ name }: { name: string }) {
  return (
    <ProjectFrame name={name} tab="apps">
      {(project) => <AppList project={project.name} />}
    </ProjectFrame>
  );
}
