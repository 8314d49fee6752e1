export default (_req, _res, proceed) => proceed()
