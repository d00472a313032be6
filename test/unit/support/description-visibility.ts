import type { INodeProperties } from 'n8n-workflow';

type Conditions = Record<string, unknown[]>;

/** Names that two properties share although both can be visible at once. */
export function overlapping(properties: INodeProperties[]): string[] {
	const names = properties.flatMap((property, index) =>
		properties
			.slice(index + 1)
			.filter((other) => other.name === property.name && !areExclusive(property, other))
			.map(({ name }) => name),
	);
	return [...new Set(names)];
}

/** Whether no values of other parameters show both: their conditions contradict each other. */
function areExclusive(a: INodeProperties, b: INodeProperties): boolean {
	return contradict(a, b) || contradict(b, a);
}

function contradict(a: INodeProperties, b: INodeProperties): boolean {
	const show = (a.displayOptions?.show ?? {}) as Conditions;
	const otherShow = (b.displayOptions?.show ?? {}) as Conditions;
	const otherHide = (b.displayOptions?.hide ?? {}) as Conditions;
	return Object.entries(show).some(
		([key, values]) =>
			(otherShow[key] && values.every((value) => !otherShow[key].includes(value))) ||
			(otherHide[key] && values.every((value) => otherHide[key].includes(value))),
	);
}
