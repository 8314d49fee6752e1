export { CREATE_OPTIONS, createFromWords } from './create-from-words.ts'
export { CreateError } from './errors.ts'
