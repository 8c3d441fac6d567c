export * from './spec';
export * from './plan';
export * from './verdict';
export { applyPatch, deriveSpec, type DraftFields } from './derive';
export {
  APP_KINDS,
  progressDeadline,
  renderApp,
  wantedReplicas,
  type Manifest,
  type RenderInput,
} from './render';
export { APP_LABEL, MANAGER, PROJECT_LABEL, RELEASE_LABEL, appSelector, isOurs, releaseOf } from './labels';
export { cleanObject } from './clean';
export { diffYaml, toYaml } from './diff';
