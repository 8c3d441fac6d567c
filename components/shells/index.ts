export { ShellsPage } from './shells-page';
export { ShellPage } from './shell-page';
