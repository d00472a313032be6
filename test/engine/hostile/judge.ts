import type { INodeProperties, INodePropertyCollection } from 'n8n-workflow';

import { SAMPLES } from '../samples';
import { CaseMaker, type HostileCase } from './cases';
import { judgeChanges } from './judge-changes';
import { judgeError, judgeItems } from './judge-errors';
import { judgeRequests, shapeOf } from './judge-requests';
import { judgeResults } from './judge-results';
import type { Deed, World } from './world';

type Verdict = 'right result' | 'clear error' | 'refused by n8n';

/** What became of one case. */
export interface Finding {
	verdict: Verdict;
	/** With what to set to repeat the case. */
	violations: string[];
	/** The case and its outcome, for a person. */
	story(): string;
}

/** The cases of one operation and the judge of what becomes of them. */
export class Trial {
	private constructor(
		private readonly world: World,
		readonly operation: string,
		readonly maker: CaseMaker,
		/** The requests that the valid samples led to. */
		private readonly usual: Set<string>,
	) {}

	/** Runs the operation's valid samples to see what it does when all is well. */
	static async open(world: World, operation: string): Promise<Trial> {
		const items = world.begin((state) => SAMPLES[operation].items(state));
		const maker = new CaseMaker(operation, world.properties, world.places, items);
		const usual = new Set<string>();
		for (const item of items) {
			const [resource, name] = operation.split('/');
			const parameters = { resource, operation: name, ...SAMPLES[operation].parameters };
			const deed = await world.run(parameters, item, SAMPLES[operation].binary);
			if (deed.error) expect(deed.error).toBe(`the sample of ${operation} works`);
			for (const request of deed.requests) usual.add(shapeOf(request));
		}
		return new Trial(world, operation, maker, usual);
	}

	async run(seed: number, number: number): Promise<Finding> {
		const one = this.maker.make(seed, number);
		const deed = await this.world.run(one.parameters, one.item, SAMPLES[this.operation].binary);
		const again = `HOSTILE_SEED=${seed} HOSTILE_CASE=${this.operation}#${number}`;
		return {
			verdict: verdictOf(deed),
			violations: this.judge(one, deed).map((violation) => `${again}: ${violation}`),
			story: () => storyOf(one, deed),
		};
	}

	/** Everything that is wrong with what a case led to. */
	private judge(one: HostileCase, deed: Deed): string[] {
		const { state } = this.world.cerb;
		const isReadOnly = this.world.operations.get(this.operation)?.isReadOnly === true;
		return [
			...deed.strange,
			...judgeError(one, deed, titlesOf(this.world.properties)),
			...judgeItems(deed.output),
			...judgeRequests(one, deed, this.usual, state),
			...judgeChanges(one, deed, isReadOnly, state),
			...judgeResults(one, deed, state),
		];
	}
}

function storyOf({ given }: HostileCase, { error, output, hints, requests }: Deed): string {
	const { message, description } = (error ?? {}) as { message?: string; description?: string };
	const lines = {
		given,
		error: error && { message, description },
		items: output.map(({ json }) => json),
		hints,
		requests: requests.map(({ method, path }) => `${method} ${path}`),
	};
	return Object.entries(lines)
		.map(([name, value]) => `${name}: ${(JSON.stringify(value) ?? 'none').slice(0, 2_000)}\n`)
		.join('');
}

function verdictOf({ error, reachedNode }: Deed): Verdict {
	if (error === undefined) return 'right result';
	return reachedNode ? 'clear error' : 'refused by n8n';
}

/** What the editor calls the parameters, parts included. */
function titlesOf(properties: INodeProperties[]): string[] {
	return properties.flatMap((property): string[] => {
		const parts = (property.options ?? []) as Array<INodeProperties | INodePropertyCollection>;
		const below = parts.flatMap((part) => {
			if ('values' in part) return titlesOf(part.values);
			return 'type' in part ? titlesOf([part]) : [];
		});
		return [property.displayName, ...below];
	});
}
