import type { ValidationError, ValidatorOptions } from 'class-validator'

type Index = typeof import('class-validator')

/**
 * What is used of class-validator, each from its own file: the package's index loads three hundred more, the telephone numbers
 * of the world among them, which every process would hold for nothing.
 */
export const { ValidateBy }: Pick<Index, 'ValidateBy'> = require('class-validator/cjs/decorator/common/ValidateBy')
export const { ValidateIf }: Pick<Index, 'ValidateIf'> = require('class-validator/cjs/decorator/common/ValidateIf')
export const {
  ValidateNested,
}: Pick<Index, 'ValidateNested'> = require('class-validator/cjs/decorator/common/ValidateNested')
export const {
  getMetadataStorage,
}: Pick<Index, 'getMetadataStorage'> = require('class-validator/cjs/metadata/MetadataStorage')
export const {
  ValidationTypes,
}: Pick<Index, 'ValidationTypes'> = require('class-validator/cjs/validation/ValidationTypes')
const { Validator }: Pick<Index, 'Validator'> = require('class-validator/cjs/validation/Validator')

const validator = new Validator()
export function validateSync(object: object, options: ValidatorOptions): ValidationError[] {
  return validator.validateSync(object, options)
}
