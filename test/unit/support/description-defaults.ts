import type { INodeProperties } from 'n8n-workflow';

const isMap = (value: unknown): value is Record<string, unknown> =>
	value !== null && typeof value === 'object' && !Array.isArray(value);

/** Why the default of a property is not one that n8n could use; undefined where it is. */
export function defaultProblem(property: INodeProperties): string | undefined {
	const { type, options = [], modes = [], typeOptions } = property;
	const value: unknown = property.default;
	if (!('default' in property)) return 'missing';
	const values = options.map((option) => ('value' in option ? option.value : option.name));
	const isListed = (entry: unknown) => values.includes(entry as string);
	switch (type) {
		case 'boolean':
			return typeof value === 'boolean' ? undefined : 'no boolean';
		case 'number':
			return typeof value === 'number' ? undefined : 'no number';
		case 'string':
		case 'json':
		case 'hidden':
		case 'notice':
		case 'dateTime':
			return typeof value === 'string' ? undefined : 'no text';
		case 'options':
			if (typeOptions?.loadOptionsMethod) return value === '' ? undefined : 'not empty';
			return isListed(value) ? undefined : 'not in the list';
		case 'multiOptions':
			if (!Array.isArray(value)) return 'no list';
			return typeOptions?.loadOptionsMethod || value.every(isListed)
				? undefined
				: 'not in the list';
		case 'collection':
		case 'fixedCollection':
			return isMap(value) ? undefined : 'no map';
		case 'resourceLocator':
			if (!isMap(value) || !('value' in value)) return 'no locator';
			return modes.some(({ name }) => name === value.mode) ? undefined : 'mode unknown';
		case 'resourceMapper':
			return isMap(value) && 'mappingMode' in value ? undefined : 'no mapper';
		default:
			return `type ${type} unknown to this check`;
	}
}
