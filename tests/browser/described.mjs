// Whether answers are as /openapi.json describes them: every reply of an operation against its schema (JSON Schema 2020-12).
import assert from 'node:assert/strict';
import Ajv from 'ajv/dist/2020.js';

/// `description`: the document at /openapi.json. Answers check(method, path, status, body), which throws on what is not described.
export function describedBy(description) {
  const ajv = new Ajv({ strict: false, allErrors: true, validateFormats: false });
  ajv.addSchema({ $id: 'market', components: description.components });
  const operations = Object.entries(description.paths).flatMap(([template, verbs]) =>
    Object.entries(verbs).map(([verb, operation]) => ({
      verb: verb.toUpperCase(),
      path: new RegExp(`^${template.replace(/\{[^}]+\}/g, '[^/]+')}$`),
      literal: template.replace(/\{[^}]+\}/g, '').length,
      operation,
    })));
  const checks = new Map();
  return function check(method, path, status, body) {
    const bare = path.split('?')[0];
    const { operation } = operations.filter(each => each.verb === method && each.path.test(bare))
      .sort((a, b) => b.literal - a.literal)[0] ?? {};
    assert.ok(operation, `${method} ${bare} is not described`);
    const described = operation.responses[status] ?? operation.responses.default;
    assert.ok(described, `${operation.operationId} does not describe ${status}`);
    const content = Object.values(described.content ?? {})[0];
    if (body === null) return assert.ok(!content, `${operation.operationId} ${status} has no body`);
    assert.ok(content?.schema, `${operation.operationId} ${status} describes no body`);
    const key = `${operation.operationId} ${status}`;
    if (!checks.has(key)) {
      const schema = JSON.parse(JSON.stringify(content.schema).replaceAll('"#/components', '"market#/components'));
      checks.set(key, ajv.compile(schema));
    }
    const valid = checks.get(key);
    assert.ok(valid(body), `${key}: ${ajv.errorsText(valid.errors)}\n${JSON.stringify(body)}`);
  };
}
