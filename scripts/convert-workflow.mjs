/**
 * Converts saved workflows between the whole package and the packages per platform, both ways. Only node types are
 * touched: parameters, credentials and layout stay as they are, to the letter. A file of one workflow does, and so does one
 * of many, as `n8n export:workflow --all` writes it.
 *
 *   node scripts/convert-workflow.mjs --to parts|whole <file> ...           prints the one file converted
 *   node scripts/convert-workflow.mjs --to parts|whole --write <file> ...   changes the files
 *
 * Only Node's own modules and package.json are used: nothing needs to be installed.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = path.join(path.dirname(fileURLToPath(import.meta.url)), '..');
const { name: whole, n8n } = JSON.parse(readFileSync(path.join(ROOT, 'package.json'), 'utf8'));

/** The part each node is in, by the node's name; `npm run split` names parts the same way. */
const PARTS = new Map(
	n8n.nodes.map((file) => {
		const folder = file.split('/')[2];
		const className = path.basename(file).split('.')[0];
		const slug = folder.replace(/(?<=[a-z\d])(?=[A-Z])/g, '-').toLowerCase();
		return [className.charAt(0).toLowerCase() + className.slice(1), `n8n-nodes-${slug}`];
	}),
);

/**
 * A node type stands in quotes, whole; in a workflow within a workflow the quotes are escaped. As a tool of an agent, a
 * node's type ends in `Tool`.
 */
function convert(text, to) {
	let count = 0;
	const unknown = new Set();
	const changed = text.replace(/"([\w-]+)\.(\w+)(?=\\*")/g, (all, prefix, type) => {
		const part = PARTS.get(type) ?? PARTS.get(type.replace(/Tool$/, ''));
		const [from, target] = to === 'parts' ? [whole, part] : [part, whole];
		if (to === 'parts' && prefix === whole && part === undefined) unknown.add(`${prefix}.${type}`);
		if (prefix !== from || target === undefined) return all;
		count += 1;
		return `"${target}.${type}`;
	});
	return { changed, count, unknown: [...unknown] };
}

function main(args) {
	const at = args.indexOf('--to');
	const to = at < 0 ? undefined : args[at + 1];
	const write = args.includes('--write');
	const files = args.filter((arg, index) => !arg.startsWith('--') && (at < 0 || index !== at + 1));
	if (!['parts', 'whole'].includes(to) || files.length === 0 || (!write && files.length > 1)) {
		console.error(
			'Usage: node scripts/convert-workflow.mjs --to parts|whole [--write] <workflow.json> ...\nWithout --write, one file is converted and printed.',
		);
		return 2;
	}
	for (const file of files) {
		const text = readFileSync(file, 'utf8');
		try {
			JSON.parse(text);
		} catch {
			console.error(`${file}: not JSON, nothing was changed. Export the workflow from n8n again.`);
			return 1;
		}
		const { changed, count, unknown } = convert(text, to);
		if (write) writeFileSync(file, changed);
		else process.stdout.write(changed);
		console.error(`${file}: ${count} node${count === 1 ? '' : 's'} converted`);
		for (const type of unknown) console.error(`${file}: ${type} is in no part and was left alone`);
	}
	return 0;
}

process.exitCode = main(process.argv.slice(2));
