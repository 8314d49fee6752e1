// #region problems
export async function signUp(User, values) {
  try {
    return await User.create(values).fetch()
  } catch (error) {
    if (error.code !== 'E_INVALID_NEW_RECORD') throw error
    return error.problems
  }
}
// #endregion problems
