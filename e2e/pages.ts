import type { Page } from '@playwright/test';
import type { World } from './fixtures/world';

/** A page of the console: what it is called in pictures, where it is, and whether it is also shown narrow. */
export interface ConsolePage {
  name: string;
  path: (world: World) => string;
  narrow?: boolean;
  /** Waits for what comes after the page itself, so that a picture has it. */
  whole?: (page: Page) => Promise<void>;
}

/** Every page of the console as an administrator sees it. */
export const PAGES: ConsolePage[] = [
  { name: 'home', path: () => '/', narrow: true },
  { name: 'projects', path: () => '/projects' },
  { name: 'project', path: ({ project }) => `/projects/${project}`, narrow: true },
  { name: 'project-pods', path: ({ project }) => `/projects/${project}/pods`, narrow: true },
  { name: 'project-secrets', path: ({ project }) => `/projects/${project}/secrets` },
  { name: 'project-shells', path: ({ project }) => `/projects/${project}/shells`, narrow: true },
  { name: 'project-members', path: ({ project }) => `/projects/${project}/members` },
  { name: 'project-quota', path: ({ project }) => `/projects/${project}/quota` },
  { name: 'project-audit', path: ({ project }) => `/projects/${project}/audit` },
  { name: 'project-settings', path: ({ project }) => `/projects/${project}/settings` },
  { name: 'deploy', path: ({ project }) => `/projects/${project}/apps/new`, narrow: true },
  {
    name: 'app',
    path: ({ project, app }) => `/projects/${project}/apps/${app}`,
    narrow: true,
    whole: (page) => page.getByRole('log').locator('[data-index]').first().waitFor(),
  },
  { name: 'app-deploy', path: ({ project, app }) => `/projects/${project}/apps/${app}/deploy` },
  { name: 'tenants', path: () => '/tenants' },
  { name: 'registries', path: () => '/registries' },
  { name: 'clusters', path: () => '/clusters' },
  { name: 'users', path: () => '/users' },
  { name: 'audit', path: () => '/audit', narrow: true },
  { name: 'settings', path: () => '/settings' },
  { name: 'change-password', path: () => '/change-password', narrow: true },
];
