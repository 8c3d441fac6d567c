export { AppList } from './app-list';
export { AppPage } from './app-page/app-page';
export { NewAppPage, NextReleasePage } from './deploy/deploy-page';
