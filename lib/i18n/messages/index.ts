import enApps from './en/apps.json';
import enAudit from './en/audit.json';
import enClusters from './en/clusters.json';
import enCommon from './en/common.json';
import enDeploy from './en/deploy.json';
import enDock from './en/dock.json';
import enErrors from './en/errors.json';
import enFiles from './en/files.json';
import enHome from './en/home.json';
import enLogin from './en/login.json';
import enLogs from './en/logs.json';
import enPalette from './en/palette.json';
import enPods from './en/pods.json';
import enProjects from './en/projects.json';
import enRegistries from './en/registries.json';
import enSecrets from './en/secrets.json';
import enSettings from './en/settings.json';
import enShell from './en/shell.json';
import enShells from './en/shells.json';
import enTenants from './en/tenants.json';
import enTerminal from './en/terminal.json';
import enUsers from './en/users.json';
import zhApps from './zh/apps.json';
import zhAudit from './zh/audit.json';
import zhClusters from './zh/clusters.json';
import zhCommon from './zh/common.json';
import zhDeploy from './zh/deploy.json';
import zhDock from './zh/dock.json';
import zhErrors from './zh/errors.json';
import zhFiles from './zh/files.json';
import zhHome from './zh/home.json';
import zhLogin from './zh/login.json';
import zhLogs from './zh/logs.json';
import zhPalette from './zh/palette.json';
import zhPods from './zh/pods.json';
import zhProjects from './zh/projects.json';
import zhRegistries from './zh/registries.json';
import zhSecrets from './zh/secrets.json';
import zhSettings from './zh/settings.json';
import zhShell from './zh/shell.json';
import zhShells from './zh/shells.json';
import zhTenants from './zh/tenants.json';
import zhTerminal from './zh/terminal.json';
import zhUsers from './zh/users.json';

/** Every text by language and feature; a feature adds its two files here. Server only: pages get their language's part. */
export const MESSAGES = {
  en: {
    apps: enApps,
    audit: enAudit,
    clusters: enClusters,
    common: enCommon,
    deploy: enDeploy,
    dock: enDock,
    errors: enErrors,
    files: enFiles,
    home: enHome,
    login: enLogin,
    logs: enLogs,
    palette: enPalette,
    pods: enPods,
    projects: enProjects,
    registries: enRegistries,
    secrets: enSecrets,
    settings: enSettings,
    shell: enShell,
    shells: enShells,
    tenants: enTenants,
    terminal: enTerminal,
    users: enUsers,
  },
  zh: {
    apps: zhApps,
    audit: zhAudit,
    clusters: zhClusters,
    common: zhCommon,
    deploy: zhDeploy,
    dock: zhDock,
    errors: zhErrors,
    files: zhFiles,
    home: zhHome,
    login: zhLogin,
    logs: zhLogs,
    palette: zhPalette,
    pods: zhPods,
    projects: zhProjects,
    registries: zhRegistries,
    secrets: zhSecrets,
    settings: zhSettings,
    shell: zhShell,
    shells: zhShells,
    tenants: zhTenants,
    terminal: zhTerminal,
    users: zhUsers,
  },
};
