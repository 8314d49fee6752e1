export const policies = {
  // Whatever no other line names:
  '*': 'is-logged-in',
  // One action, and all of a folder:
  'visit/count': true,
  'visit/*': ['is-logged-in', 'is-admin'],
  // The same as 'account/*' and 'account/close':
  AccountController: { '*': 'is-logged-in', close: ['is-logged-in', 'is-admin'] },
}
