export { createUser } from './create';
export { deleteUser } from './delete';
export { getUser } from './get';
export { listUsers } from './list';
export { resetPassword } from './reset-password';
export { updateUser } from './update';
