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
import { asText, shown } from '../../cerb/text';
import type { CerbAnswer, CerbRequest, FormValue } from '../../cerb/types';
import { readJsonObject } from '../inputs';
import type { CerbOperation, OperationContext } from '../operation';
import { readRows, readText } from '../parameters';
import { genericRequestProperties } from './genericRequest.properties';

const METHODS = ['GET', 'DELETE', 'PATCH', 'POST', 'PUT'];

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
		const field = readOutputField(context, format);
		const pairedItem = { item: context.itemIndex };
		if (format === 'json') return [{ json: await context.client.call(request), pairedItem }];

		const answer = await context.client.fetch(request);
		switch (format === 'auto' ? formatOf(answer) : format) {
			case 'json':
				return [{ json: JSON.parse(answer.body.toString('utf8')) as IDataObject, pairedItem }];
			case 'text':
				return [{ json: { data: answer.body.toString('utf8') }, pairedItem }];
			default:
				return [await fileItem(context, answer, field)];
		}
	},
};

/** Read before anything is sent: a wrong one must not fail a call that was made. */
function readFormat(context: OperationContext): string {
	return oneOf(context, 'responseFormat', 'Response Format', ['auto', 'json', 'text', 'file']);
}

/** Read before anything is sent, too. */
function readOutputField(context: OperationContext, format: string): string {
	const mayBeFile = format === 'auto' || format === 'file';
	const field = mayBeFile ? parameter<unknown>(context, 'outputField', 'data') : 'data';
	if (typeof field === 'string' && field.trim() !== '' && field.length < 200) return field;
	throw inputError(
		context.node.getNode(),
		`${shown(field)} cannot be the name of a field`,
		'Enter a short name in the parameter Put Output File in Field, e.g. data',
	);
}

/** @throws NodeOperationError where an expression gave something that the list does not have */
function oneOf(context: OperationContext, name: string, title: string, values: string[]): string {
	const value = parameter<unknown>(context, name, values[0]);
	if (typeof value === 'string' && values.includes(value)) return value;
	throw inputError(
		context.node.getNode(),
		`${shown(value)} is no ${title.toLowerCase()} that the node knows`,
		`Set the parameter ${title} to ${values.slice(0, -1).join(', ')} or ${values.at(-1)}`,
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
	field: string,
): Promise<INodeExecutionData> {
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
	const reading = readPath(readText(context, 'path', 'Path'), client.baseUrl);
	if ('problem' in reading) {
		const { message, hint } = reading.problem;
		throw inputError(node.getNode(), message, `${hint} (parameter Path)`);
	}
	const method = oneOf(context, 'method', 'Method', METHODS) as IHttpRequestMethods;
	return {
		method,
		path: reading.path,
		query: [...reading.query, ...pairs(context, 'queryParameters', 'Query Parameters')],
		...(method === 'GET' ? {} : readBody(context)),
	};
}

function readBody(context: OperationContext): Pick<CerbRequest, 'form' | 'rawBody'> {
	switch (oneOf(context, 'bodyType', 'Body Type', ['none', 'form', 'json', 'raw'])) {
		case 'form':
			return { form: pairs(context, 'formParameters', 'Form Fields') };
		case 'json':
			// Cerb ignores JSON bodies without a word (measured on 10.4.10).
			return {
				form: readJsonObject(context, 'jsonBody', 'JSON Body') as Record<string, FormValue>,
			};
		case 'raw':
			return {
				rawBody: {
					content: asText(parameter<unknown>(context, 'rawBody', '')),
					contentType: readContentType(context),
				},
			};
		default:
			return {};
	}
}

/** What else stood in it would end the header, or not be sent. */
function readContentType(context: OperationContext): string {
	const type = parameter<unknown>(context, 'rawContentType', 'text/plain');
	if (typeof type === 'string' && /^[\w!#$&^.+-]+\/[\w!#$&^.+-]+ *(;[ -~]*)?$/.test(type))
		return type;
	throw inputError(
		context.node.getNode(),
		`${shown(type)} is not a content type`,
		'Enter e.g. text/plain in the parameter Content Type',
	);
}

function pairs(
	context: OperationContext,
	name: string,
	title: string,
): Array<[key: string, value: string]> {
	return readRows(context, `${name}.parameters`, title)
		.map((row): [string, string] => [asText(row.name), asText(row.value)])
		.filter(([key]) => key !== '');
}

function parameter<T>(context: OperationContext, name: string, fallback: unknown): T {
	return context.node.getNodeParameter(
		name,
		context.itemIndex,
		fallback as NodeParameterValueType,
	) as T;
}
