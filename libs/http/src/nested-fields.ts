export type ContentClass<T extends object = object> = new (...args: never[]) => T

const NESTED = Symbol('nested')

/** Notes that a property holds an object, or a list of objects, of a class; read as late as possible: classes may name each other. */
export function nestedField(of: () => ContentClass): PropertyDecorator {
  return (target, name) => Reflect.defineMetadata(NESTED, of, target, name)
}

/** The class of the objects in a property, undefined for any other property. */
export function nestedTypeOf(type: ContentClass, name: string): ContentClass | undefined {
  return (Reflect.getMetadata(NESTED, type.prototype, name) as (() => ContentClass) | undefined)?.()
}
