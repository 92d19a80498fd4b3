// Signed media URLs and removal of cached files; docs/protocols.md, section 6.
import crypto from 'crypto';
import fs from 'fs';

function hmac(key, text) {
    return crypto.createHmac('sha256', key).update(text).digest('base64url');
}

// Comparing MACs of both values under a key nobody knows takes a time that tells nothing about either.
function same(secret, left, right) {
    return hmac(secret, left) === hmac(secret, right);
}

function verdict(r) {
    const v = r.variables;
    const expected = hmac(v.media_url_key, `${v.exp}/${v.home}/${v.key}`);
    if (!same(v.request_id, expected, v.sig)) {
        return 'invalid';
    }
    if (Number(v.exp) * 1000 <= Date.now()) {
        return 'expired';
    }
    return exists(tombstone(v)) ? 'gone' : 'ok';
}

function maxAge(r) {
    return String(Math.max(0, Math.floor(Number(r.variables.exp) - Date.now() / 1000)));
}

function tombstone(v) {
    return `${v.media_state}/gone/${v.home}.${v.key}`;
}

function index(v) {
    return `${v.media_state}/index/${v.home}.${v.key}`;
}

function exists(path) {
    try {
        fs.statSync(path);
        return true;
    } catch (e) {
        return false;
    }
}

// The cache is keyed by hash, so an item's files can be found again only if they are written down when they come in.
function remember(r) {
    const v = r.variables;
    if (r.status === 200 && (v.upstream_cache_status === 'MISS' || v.upstream_cache_status === 'EXPIRED')) {
        fs.appendFileSync(index(v), `${v.file}\n`);
    }
}

function cached(v, file) {
    const hash = crypto.createHash('md5').update(`${v.home}/${v.key}/${file}`).digest('hex');
    return `${v.media_state}/cache/${hash.slice(31)}/${hash.slice(29, 31)}/${hash}`;
}

function remove(path) {
    try {
        fs.unlinkSync(path);
        return 1;
    } catch (e) {
        return 0;
    }
}

// The tombstone comes first: a file that is just being fetched may land in the cache after we looked.
function purge(r) {
    const v = r.variables;
    fs.writeFileSync(tombstone(v), '');
    let removed = 0;
    if (exists(index(v))) {
        // A file that came in several times stands there several times; removing it again removes nothing.
        fs.readFileSync(index(v), 'utf8').split('\n').filter((file) => file).forEach((file) => {
            removed += remove(cached(v, file));
        });
        remove(index(v));
    }
    r.headersOut['Content-Type'] = 'application/json';
    r.return(200, JSON.stringify({ removed }));
}

export default { maxAge, purge, remember, verdict };
