export { leavesNoOwner, type OwnerCandidate } from './last-owner';
