import { route } from '@/lib/http';
import { getApp, updateApp, deleteApp } from '@/lib/services/apps';

export const GET = route(getApp);
export const PATCH = route(updateApp);
export const DELETE = route(deleteApp);
