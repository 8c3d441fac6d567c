import { db } from '@/lib/db';
import type { PlatformRole, Principal } from '@/lib/domain/access';

interface Row {
  id: string;
  name: string;
  displayName: string;
  platformRole: PlatformRole;
  mustChange: boolean;
  tenants: Principal['tenants'];
  projects: Principal['projects'];
}

async function loadRow(userId: string): Promise<Row | null> {
  // Every request comes through here: one statement instead of the four that an include would make.
  const rows = await db().$queryRaw<Row[]>`
    SELECT u.id, u.name, u."displayName", u."platformRole"::text AS "platformRole", u."mustChange",
      (SELECT COALESCE(json_object_agg(m."tenantId", m.role), '{}')
         FROM "TenantMember" m WHERE m."userId" = u.id) AS tenants,
      (SELECT COALESCE(json_object_agg(p.name, json_build_object('role', m.role, 'rights',
                json_build_object('logs', m."canLogs", 'exec', m."canExec", 'secrets', m."canSecrets"))), '{}')
         FROM "ProjectMember" m JOIN "Project" p ON p.id = m."projectId" WHERE m."userId" = u.id) AS projects
    FROM "User" u WHERE u.id = ${userId}::uuid AND u."disabledAt" IS NULL`;
  return rows[0] ?? null;
}

/** A user with all memberships; null when there is none or the account is disabled. */
export async function loadPrincipal(
  userId: string,
  via: Principal['via'],
  credentialId: string,
): Promise<Principal | null> {
  const row = await loadRow(userId);
  if (!row) return null;
  const { id, name, displayName, platformRole, tenants, projects } = row;
  // A token or the command line has nothing to do with the password.
  const mustChange = row.mustChange && via === 'session';
  return { userId: id, name, displayName, platformRole, tenants, projects, mustChange, via, credentialId };
}
