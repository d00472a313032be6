import {
	NodeConnectionTypes,
	type IDataObject,
	type INodeProperties,
	type INodeType,
} from 'n8n-workflow';

const any = (name: string, fallback: INodeProperties['default']): INodeProperties => ({
	displayName: name,
	name,
	type: 'json',
	default: fallback,
});

const common = {
	group: ['transform'] as ['transform'],
	inputs: [NodeConnectionTypes.Main],
	outputs: [NodeConnectionTypes.Main],
};

/** "HTTP Request" (version 4) for JSON that is sent and a text that comes back. */
export const httpRequest: INodeType = {
	description: {
		...common,
		name: 'httpRequest',
		displayName: 'HTTP Request',
		description: 'HTTP Request',
		version: [4, 4.1, 4.2],
		defaults: { name: 'HTTP Request' },
		properties: [
			...['method', 'url', 'specifyBody', 'jsonBody'].map((name) => any(name, '')),
			any('sendBody', false),
			any('options', {}),
		],
	},
	async execute() {
		const items = this.getInputData();
		const answers = items.map(async (_, index) => {
			const value = (name: string) => this.getNodeParameter(name, index);
			if (value('specifyBody') !== 'json') throw new Error('The test bed sends JSON only');
			const data = await this.helpers.httpRequest({
				method: value('method') as 'POST',
				url: value('url') as string,
				body: value('jsonBody') as IDataObject,
				json: true,
			});
			return { json: { data: data as string }, pairedItem: { item: index } };
		});
		return [await Promise.all(answers)];
	},
};

interface Table {
	columns: string[];
	rows: IDataObject[];
}

const tables = new Map<string, Table>();

interface Condition {
	keyName: string;
	condition: string;
	keyValue: unknown;
}

/** "Data table" (version 1) for making a table and for upserts by what is equal, in memory. */
export const dataTable: INodeType = {
	description: {
		...common,
		name: 'dataTable',
		displayName: 'Data table',
		description: 'Data table',
		version: [1, 1.1],
		defaults: { name: 'Data table' },
		properties: [
			...['resource', 'operation', 'tableName', 'dataTableId'].map((name) => any(name, '')),
			...['filters', 'columns', 'options'].map((name) => any(name, {})),
			any('matchType', 'anyCondition'),
		],
	},
	async execute() {
		const items = this.getInputData();
		const value = (name: string, index: number) => this.getNodeParameter(name, index);
		const once = this.getNode().executeOnce ? items.slice(0, 1) : items;
		const rows = once.map((_, index) => {
			switch (`${String(value('resource', index))} ${String(value('operation', index))}`) {
				case 'table create': {
					const columns = value('columns.column', index) as Array<{ name: string }>;
					const name = String(value('tableName', index));
					const table = tables.get(name) ?? { columns: columns.map((one) => one.name), rows: [] };
					tables.set(name, table);
					return { name };
				}
				case 'row upsert': {
					const name = String(value('dataTableId.value', index));
					const table = tables.get(name);
					if (!table) throw new Error(`There is no table ${name}`);
					const conditions = value('filters.conditions', index) as Condition[];
					return upsert(table, conditions, value('columns.value', index) as IDataObject);
				}
				default:
					throw new Error('The test bed makes tables and upserts rows only');
			}
		});
		return [rows.map((json, index) => ({ json: { ...json }, pairedItem: { item: index } }))];
	},
};

function upsert({ columns, rows }: Table, conditions: Condition[], values: IDataObject) {
	const unknown = Object.keys(values).find((name) => !columns.includes(name));
	if (unknown !== undefined) throw new Error(`The table has no column ${unknown}`);
	if (conditions.some(({ condition }) => condition !== 'eq')) {
		throw new Error('The test bed knows only conditions that are equal');
	}
	const found = rows.find((row) =>
		conditions.every(({ keyName, keyValue }) => String(row[keyName]) === String(keyValue)),
	);
	if (found) return Object.assign(found, values);
	rows.push({ ...values });
	return rows[rows.length - 1];
}

/** What the table of a name holds. */
export function rowsOf(name: string): IDataObject[] {
	return tables.get(name)?.rows ?? [];
}
