export { HalyardError, LiftProblemsError, RequestError } from './errors.ts'
