"""What a node is: its label and the shape it is drawn in go in, one of the node kinds comes out."""

from __future__ import annotations

import re

from reviewer.model.facts import NodeKind

_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_DETAIL = re.compile(r"\s*[(\[{:].*|\s+[-–—|/]\s+.*", re.S)
_SHAPES: dict[str, NodeKind] = {
    "actor": "client",
    "person": "client",
    "external": "external",
    "queue": "queue",
    "cdn": "cdn",
    "client": "client",
    "gateway": "gateway",
    "worker": "worker",
    "cache": "cache",
}
_DRAWN_ROUND = frozenset({"cache", "blob_store", "queue", "database", "external"})
"""What its words say it is although it is drawn as a store."""
_STORE_SHAPES = frozenset({"cylinder", "database", "db", "store", "storage", "disk", "lin-cyl"})

# The last word of a name says what it is: "payment service" is a service, "service queue" a queue.
_SERVICE_TAIL = re.compile(
    r"service|svc|server|microservice|backend|api|engine|controller|manager|handler|module|component|"
    r"app|application|webserver|appserver|host|node|pod|vm|function|monolith|system|platform|"
    r"coordinator|orchestrator|dispatcher|router|resolver|validator|limiter|generator|"
    r"distributor|ingester|querier|aggregator|allocator|collector"
)
_WORKER_TAIL = re.compile(
    r"worker|consumer|processor|scheduler|cron|job|crawler|spider|transcoder|encoder|indexer|daemon|"
    r"batch|etl|sweeper|cleaner|reaper|executor|uploader|sidekiq|celery|spark|flink|hadoop|airflow|"
    r"lambda|poller|relay"
)
_CLIENT_TAIL = re.compile(
    r"user|client|browser|customer|buyer|seller|driver|rider|passenger|viewer|visitor|player|merchant|"
    r"admin|administrator|operator|developer|device|phone|iphone|ipad|android|ios|laptop|desktop|"
    r"frontend|ui|spa|interface|website|portal|person|human|actor|sdk|watch|tv|panel|console|"
    r"dashboard|sender|author|reader|pwa|"
    r"follower|guest|tenant|request|watcher"
)
_WHICH = re.compile(r"[a-z]|\d{1,3}")
_BEFORE_TAIL: dict[str, NodeKind] = {
    "cache": "cache",
    "caching": "cache",
    "redis": "cache",
    "memcached": "cache",
    "db": "database",
    "database": "database",
    "sql": "database",
    "postgres": "database",
    "queue": "queue",
    "kafka": "queue",
    "mobile": "client",
    "ios": "client",
    "android": "client",
    "client": "client",
    "edge": "cdn",
    "cdn": "cdn",
}
_WORDS: tuple[tuple[NodeKind, re.Pattern[str]], ...] = (
    (
        "external",
        re.compile(r"\b(?:third[ -]?part(?:y|ies)|3rd[ -]?part(?:y|ies)|payment (?:gateway|provider|processor)s?)\b"),
    ),
    (
        "cdn",
        re.compile(
            r"\b(?:cdns?|cloudfront|fastly|akamai|cloudflare|content delivery|(?<!security )edge(?: cache| network|"
            r" location| pop)?s?)\b"
        ),
    ),
    (
        "load_balancer",
        re.compile(r"\bload ?balanc\w*|\b(?:lb|alb|elb|nlb|glb|gslb|slb|haproxy|nginx|traefik|f5|vip)s?\b"),
    ),
    (
        "gateway",
        re.compile(
            r"\b(?:gateways?|gw|security edge|kong|envoy|caddy|ingress|zuul|apigee|reverse prox(?:y|ies)|"
            r"prox(?:y|ies)|bff|api layer|waf)\b"
        ),
    ),
    ("external", re.compile(r"\bexternal\b")),
    (
        "queue",
        re.compile(
            r"\b(?:kafka|rabbit ?mq|sqs|sns|pub ?/? ?sub|\w*queues?|brokers?|kinesis|pulsar|nats|(?:event|"
            r"message|service) ?(?:bus|hub|stream|log)|bus"
            r"|topics?|event ?bridge|active ?mq|zero ?mq|redpanda|mq|streams|mqtt|dlq)\b"
        ),
    ),
    ("cache", re.compile(r"\b(?:caches?|redis|memcached?|hazelcast|varnish|elasticache|caching|valkey|dragonfly)\b")),
    (
        "blob_store",
        re.compile(
            r"\b(?:s3|blobs?|object (?:storage|stores?)|gcs|buckets?|hdfs|minio|file (?:storage|stores?|"
            r"system)|media (?:storage|store)|data ?lake|glacier|nas|efs"
            r"|cloud storage|block storage|image storage|video storage)\b"
        ),
    ),
    (
        "database",
        re.compile(
            r"\b(?:databases?|\w*dbs?|\w*sql|postgres\w*|mongo\w*|cassandra|scylla|dynamo|hbase|big ?table|"
            r"spanner|elastic ?search|open ?search|solr|lucene"
            r"|neo4j|redshift|snowflake|clickhouse|big ?query|influx\w*|timescale|aurora|rds|oracle|sqlite|"
            r"stor(?:e|es|age)|repositor(?:y|ies)|ledger"
            r"|warehouse|vault|etcd|zookeeper|consul|tables?|shards?|data ?stores?|primary|replicas?|"
            r"persistence|data layer|metadata)\b"
        ),
    ),
    ("external", re.compile(r"\b(?:providers?|partners?|vendors?|email|e-mail|sms|internet|carriers?|dns|smtp)\b")),
    (
        "worker",
        re.compile(
            r"\b(?:workers?|consumers?|crons?|batch|spark|flink|hadoop|map ?reduce|sidekiq|celery|processors?|"
            r"schedulers?|jobs?|lambdas?)\b"
        ),
    ),
    (
        "client",
        re.compile(
            r"\b(?:browsers?|mobiles?|end users?|web ?app|front ?end|user interface|web and mobile|"
            r"requests?$)\b"
        ),
    ),
    (
        "service",
        re.compile(
            r"\b(?:services?|servers?|apis?|back ?end|micro ?services?|engines?|managers?|handlers?|"
            r"controllers?|system|app|application)\b"
        ),
    ),
)
_OUTSIDE = re.compile(
    r"\b(?:stripe|paypal|braintree|adyen|plaid|visa|mastercard|card networks?|banks?|twilio|"
    r"send ?grid|mail ?gun|apns?|fcm|firebase|psps?|google maps|auth0|okta|github|slack|facebook|"
    r"crms?|erps?|salesforce)\b"
    r"(?!.*\b(?:service|worker|adapter|client|connector|integration|db|database)\b)"
)


def name_of(label: str) -> str:
    """The name in a label, lower case and in words, without its detail: "API Gateway (Kong)" is "api gateway"."""
    base = _DETAIL.sub("", label[:200]) or label[:200]
    return " ".join(_CAMEL.sub(" ", base).replace("_", " ").replace("-", " ").lower().split())


def kind_of(label: str, shape: str = "") -> NodeKind:
    """The kind of a node; "other" where neither shape nor words tell."""
    name = name_of(label)
    drawn = _SHAPES.get(shape)
    if drawn:
        return drawn
    by_words: NodeKind | None = "external" if _OUTSIDE.search(name) else _by_tail(name) or _by_words(name)
    if shape in _STORE_SHAPES:
        return by_words if by_words in _DRAWN_ROUND else "database"
    if by_words:
        return by_words
    detail = label[:200].lower()
    return _by_words(detail) or (
        "service" if shape in ("participant", "component", "card", "node", "subroutine") else "other"
    )


def _by_tail(name: str) -> NodeKind | None:
    words = name.split()
    if len(words) > 1 and _WHICH.fullmatch(words[-1]):  # "client a", "server 2"
        words.pop()
    if not words:
        return None
    tail = words[-1] if _SERVICE_TAIL.fullmatch(words[-1]) or not words[-1].endswith("s") else words[-1][:-1]
    before = _BEFORE_TAIL.get(words[-2]) if len(words) > 1 else None
    if _WORKER_TAIL.fullmatch(tail):
        return "worker"
    if _SERVICE_TAIL.fullmatch(tail):
        return before or ("client" if name in ("web app", "web application") else "service")
    if _CLIENT_TAIL.fullmatch(tail):
        return "client"
    return None


def _by_words(name: str) -> NodeKind | None:
    for kind, pattern in _WORDS:
        if pattern.search(name):
            return kind
    return None
