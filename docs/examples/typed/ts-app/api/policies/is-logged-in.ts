import { definePolicy } from 'halyard'

export default definePolicy((_req, _res, next) => next())
