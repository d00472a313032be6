import type { INodeProperties, INodePropertyCollection } from 'n8n-workflow';

/** Every parameter with its path; of groups and collections only what is in them. */
export function parameterPaths(
	properties: INodeProperties[],
	path = '',
): Array<[path: string, property: INodeProperties]> {
	return properties.flatMap((property) => {
		if (property.type === 'notice') return [];
		const inner = (property.options ?? []) as Array<INodeProperties | INodePropertyCollection>;
		const here = `${path}${property.name}`;
		if (property.type === 'collection')
			return parameterPaths(inner as INodeProperties[], `${here}.`);
		if (property.type !== 'fixedCollection') return [[here, property]];
		return (inner as INodePropertyCollection[]).flatMap(({ name, values }) =>
			parameterPaths(values, `${here}.${name}.`),
		);
	});
}
