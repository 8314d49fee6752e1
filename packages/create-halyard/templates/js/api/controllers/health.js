export default function health(req, res) {
  return res.json({ status: 'up' })
}
