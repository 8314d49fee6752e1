/** A new session's cookie, as `name=value`. */
export async function login(port) {
  const answer = await fetch(`http://127.0.0.1:${port}/login`)
  await answer.arrayBuffer()
  const [cookie] = answer.headers.getSetCookie()
  if (!cookie) throw new Error(`GET /login answered ${answer.status} without a session cookie.`)
  return cookie.slice(0, cookie.indexOf(';'))
}
