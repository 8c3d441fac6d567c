export { MembersPage } from './members-page';
export { ProjectFrame } from './project-frame';
export { ProjectPage } from './project-page';
export { ProjectsPage } from './projects-page';
export { QuotaPage } from './quota-page';
export { SettingsPage } from './settings-page';
