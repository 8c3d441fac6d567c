export * from './spec';
export * from './plan';
export * from './verdict';
export { applyPatch, deriveSpec, type DraftFields } from './derive';
export { APP_KINDS, renderApp, wantedReplicas, type Manifest } from './render';
export {
  APP_LABEL,
  MANAGER,
  PROJECT_LABEL,
  appSelector,
  isOurs,
  releaseOf,
  RESTARTED_ANNOTATION,
} from './labels';
export { secretReferences } from './secret-references';
export { cleanObject } from './clean';
export { diffYaml, toYaml } from './diff';
