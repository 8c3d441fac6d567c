import * as apps from './apps';
import * as audit from './audit';
import * as clusters from './clusters';
import * as crashes from './crashes';
import * as debug from './debug';
import * as files from './files';
import * as home from './home';
import * as logExcerpts from './log-excerpts';
import * as logs from './logs';
import * as me from './me';
import * as registries from './registries';
import * as secrets from './secrets';
import * as sessions from './sessions';
import * as tokens from './tokens';
import * as users from './users';
import type { Operation } from './operation';
import * as pods from './pods';
import * as projects from './projects';
import * as shells from './shells';
import * as tenants from './tenants';

/** Every operation of the API, for OpenAPI, the access test and the documentation. A feature adds its module here. */
export const OPERATIONS: readonly Operation[] = [
  apps,
  audit,
  clusters,
  crashes,
  debug,
  files,
  home,
  logExcerpts,
  logs,
  me,
  pods,
  projects,
  registries,
  secrets,
  sessions,
  shells,
  tenants,
  tokens,
  users,
].flatMap((feature) => Object.values(feature as Record<string, unknown>).filter(isOperation));

function isOperation(value: unknown): value is Operation {
  return value !== null && typeof value === 'object' && 'id' in value && 'method' in value && 'path' in value;
}
