import type {
	IDataObject,
	IHttpRequestMethods,
	INodeExecutionData,
	NodeParameterValueType,
} from 'n8n-workflow';

import { isSuccess } from '../../cerb/envelope';
import { inputError } from '../../cerb/failure';
import { fileNameOf } from '../../cerb/file-name';
import { readPath } from '../../cerb/path';
import type { CerbAnswer, CerbRequest, FormValue } from '../../cerb/types';
import { readJsonObject } from '../inputs';
import type { CerbOperation, OperationContext } from '../operation';
import { genericRequestProperties } from './genericRequest.properties';

/** Any endpoint of the API: what the other operations do not offer by name. */
export const genericRequest: CerbOperation = {
	value: 'genericRequest',
	name: 'Generic Request',
	action: 'Make generic request',
	description: 'Call any endpoint of the REST API of Cerb',
	properties: genericRequestProperties,
	async execute(context) {
		const request = readRequest(context);
		const format = readFormat(context);
		const pairedItem = { item: context.itemIndex };
		if (format === 'json') return [{ json: await context.client.call(request), pairedItem }];

		const answer = await context.client.fetch(request);
		switch (format === 'auto' ? formatOf(answer) : format) {
			case 'json':
				return [{ json: JSON.parse(answer.body.toString('utf8')) as IDataObject, pairedItem }];
			case 'text':
				return [{ json: { data: answer.body.toString('utf8') }, pairedItem }];
			default:
				return [await fileItem(context, answer)];
		}
	},
};

/** Read before anything is sent: a wrong one must not fail a call that was made. */
function readFormat(context: OperationContext): string {
	const format = parameter<string>(context, 'responseFormat', 'auto');
	if (['auto', 'json', 'text', 'file'].includes(format)) return format;
	throw inputError(
		context.node.getNode(),
		`The response format "${format}" is unknown`,
		'Set the parameter Response Format to auto, json, text or file',
	);
}

/**
 * Files say so in a header; Cerb's own answers are JSON, whatever a proxy calls them, or, by the
 * extension .xml, XML.
 */
function formatOf(answer: CerbAnswer): 'json' | 'text' | 'file' {
	const type = answer.headers['content-type'] ?? '';
	if (answer.headers['content-disposition'] !== undefined) return 'file';
	if (/json/.test(type) || isSuccess(answer)) return 'json';
	return /^text\//.test(type) ? 'text' : 'file';
}

async function fileItem(
	{ node, itemIndex }: OperationContext,
	answer: CerbAnswer,
): Promise<INodeExecutionData> {
	const field = node.getNodeParameter('outputField', itemIndex, 'data') as string;
	const binary = await node.helpers.prepareBinaryData(
		answer.body,
		fileNameOf(answer),
		answer.headers['content-type']?.split(';')[0],
	);
	return {
		json: {
			fileName: binary.fileName ?? null,
			mimeType: binary.mimeType,
			fileSize: answer.body.length,
		},
		binary: { [field]: binary },
		pairedItem: { item: itemIndex },
	};
}

function readRequest(context: OperationContext): CerbRequest {
	const { node, client } = context;
	const reading = readPath(asText(parameter<unknown>(context, 'path', '')), client.baseUrl);
	if ('problem' in reading) {
		const { message, hint } = reading.problem;
		throw inputError(node.getNode(), message, `${hint} (parameter Path)`);
	}
	const method = parameter<IHttpRequestMethods>(context, 'method', 'GET');
	return {
		method,
		path: reading.path,
		query: [...reading.query, ...pairs(context, 'queryParameters')],
		...(method === 'GET' ? {} : readBody(context)),
	};
}

function readBody(context: OperationContext): Pick<CerbRequest, 'form' | 'rawBody'> {
	const type = parameter<string>(context, 'bodyType', 'none');
	switch (type) {
		case 'none':
			return {};
		case 'form':
			return { form: pairs(context, 'formParameters') };
		case 'json':
			// Cerb ignores JSON bodies without a word (measured on 10.4.10).
			return {
				form: readJsonObject(context, 'jsonBody', 'JSON Body') as Record<string, FormValue>,
			};
		case 'raw':
			return {
				rawBody: {
					content: asText(parameter<unknown>(context, 'rawBody', '')),
					contentType: parameter<string>(context, 'rawContentType', 'text/plain'),
				},
			};
		default:
			throw inputError(
				context.node.getNode(),
				`The body type "${type}" is unknown`,
				'Set the parameter Body Type to none, form, json or raw',
			);
	}
}

function pairs(context: OperationContext, name: string): Array<[key: string, value: string]> {
	const rows = parameter<Array<{ name?: string; value?: unknown }>>(
		context,
		`${name}.parameters`,
		[],
	);
	return rows
		.filter((row) => (row.name ?? '') !== '')
		.map((row) => [String(row.name), asText(row.value)]);
}

/** Expressions may give lists and maps where a text is wanted. */
function asText(value: unknown): string {
	return value !== null && typeof value === 'object' ? JSON.stringify(value) : String(value ?? '');
}

function parameter<T>(context: OperationContext, name: string, fallback: unknown): T {
	return context.node.getNodeParameter(
		name,
		context.itemIndex,
		fallback as NodeParameterValueType,
	) as T;
}
