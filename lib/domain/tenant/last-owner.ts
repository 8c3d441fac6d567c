/** A member as the rule about owners needs it. */
export interface OwnerCandidate {
  userId: string;
  role: 'owner' | 'member';
}

/**
 * True when giving a member this role (null: removing it) would take the tenant's last owner away. A tenant that has
 * an owner keeps one; one that never had any (administrators act for it) may stay without.
 */
export function leavesNoOwner(
  members: readonly OwnerCandidate[],
  userId: string,
  next: OwnerCandidate['role'] | null,
): boolean {
  if (next === 'owner') return false;
  const owners = members.filter((member) => member.role === 'owner');
  return owners.length === 1 && owners[0]?.userId === userId;
}
