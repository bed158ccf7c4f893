"""Operations: every form in which a design lists its API, and what only looks like one."""

from __future__ import annotations

import pytest

from reviewer.documents import read
from reviewer.facts.operations import read_operations
from reviewer.model.submission import Submission


def _operations(text: str) -> list[tuple[int, str | None, str]]:
    document = read(Submission(name="design.md", data=text.encode()))
    return [(found.line, found.method, found.path_or_name) for found in read_operations(document)]


def _under_api(text: str) -> list[tuple[str | None, str]]:
    return [(method, name) for _, method, name in _operations(f"# Shop\n\n## API\n\n{text}\n")]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("POST /v1/orders", ("POST", "/v1/orders")),
        ("- `GET /v1/orders/{id}` returns one order", ("GET", "/v1/orders/{id}")),
        ("- Cancel: `DELETE api/v1/order/cancel`", ("DELETE", "api/v1/order/cancel")),
        ("1. `GET` - `/v1/orders`", ("GET", "/v1/orders")),
        ("**PATCH** `/v1/orders/:id`", ("PATCH", "/v1/orders/:id")),
        ("GET: /v1/orders", ("GET", "/v1/orders")),
        ("- [GET] /v1/orders", ("GET", "/v1/orders")),
        ("- `/v1/orders` (GET)", ("GET", "/v1/orders")),
        ("GET /v1/orders?from={date}&to={date}", ("GET", "/v1/orders")),
        ("PUT `https://api.shop.example/v1/orders/7/lock`", ("PUT", "/v1/orders/7/lock")),
        ("#### `POST /v2/orders`", ("POST", "/v2/orders")),
        ("GET /v1/stock/<symbol>", ("GET", "/v1/stock/<symbol>")),
    ],
)
def test_a_method_with_its_path(line: str, expected: tuple[str, str]) -> None:
    assert _under_api(line) == [expected]


def test_several_methods_share_a_path() -> None:
    assert _under_api("PUT/PATCH /v1/orders/{id}") == [("PUT", "/v1/orders/{id}"), ("PATCH", "/v1/orders/{id}")]


def test_an_operation_is_reported_once_at_its_first_line() -> None:
    text = (
        "# Shop\n\nClients call `POST /v1/orders`.\n\n## API\n\n- POST /v1/orders\n"
        "- POST /v1/orders/\n- GET /v1/orders/:id\n- GET /v1/orders/{orderId}\n"
    )
    assert _operations(text) == [(3, "POST", "/v1/orders"), (9, "GET", "/v1/orders/:id")]


def test_method_and_path_in_different_lines() -> None:
    assert _under_api("- Create an order\n    - POST\n    - http://localhost:{port}/v1/orders") == [
        ("POST", "/v1/orders")
    ]
    assert _under_api("**Endpoint:** `/v1/orders`\n**Method:** POST") == [("POST", "/v1/orders")]
    assert _under_api("Method: `GET`\nURL: `https://api.shop.example/v1/orders`") == [("GET", "/v1/orders")]


def test_method_and_path_in_different_cells() -> None:
    table = (
        "| Endpoint | Does | Method |\n|---|---|---|\n| /v1/orders | create | POST |\n"
        "| `/v1/orders/{id}` | read | GET |"
    )
    assert _under_api(table) == [("POST", "/v1/orders"), ("GET", "/v1/orders/{id}")]
    table = "| Operation | Does |\n|---|---|\n| `POST /v1/orders` | create |"
    assert _under_api(table) == [("POST", "/v1/orders")]


def test_a_table_of_calls() -> None:
    assert _under_api("| RPC | Does |\n|---|---|\n| getOrder(id) | read |\n| `placeOrder` | create |") == [
        ("RPC", "getOrder"),
        ("RPC", "placeOrder"),
    ]


def test_a_path_without_a_method() -> None:
    assert _under_api("- `/v1/orders` lists orders\n- /v1/carts/{id}: one cart") == [
        (None, "/v1/orders"),
        (None, "/v1/carts/{id}"),
    ]
    assert _operations("# Proxy\n\nClients use the prefix `/apis/orders.example/v1/proxy`.\n") == [
        (3, None, "/apis/orders.example/v1/proxy")
    ]


def test_a_path_with_a_method_elsewhere_is_not_reported_twice() -> None:
    assert _under_api("- `/v1/orders`\n\n`POST /v1/orders` creates one.") == [("POST", "/v1/orders")]


def test_curl() -> None:
    text = (
        '```\n$ curl -X POST --data \'{ "to": "/not/this" }\' \\\n    https://shop.example/api/v1/orders\n'
        "curl https://shop.example/api/v1/orders?id=7\ncurl -d 'a=1' localhost:8080/api/v1/carts\n```"
    )
    assert _under_api(text) == [("POST", "/api/v1/orders"), ("GET", "/api/v1/orders"), ("POST", "/api/v1/carts")]


def test_curl_with_a_body_over_several_lines() -> None:
    text = "```\ncurl -X PUT -d '{\n  \"a\": 1\n}'\nhttps://shop.example/v1/orders\n```"
    assert _under_api(text) == [("PUT", "/v1/orders")]


def test_open_api() -> None:
    text = (
        "```yaml\npaths:\n  /v1/orders/{id}:\n    get:\n      summary: one\n    delete:\n"
        "      summary: gone\n  /v1/orders:\n    post:\n      summary: new\n```"
    )
    assert _under_api(text) == [("GET", "/v1/orders/{id}"), ("DELETE", "/v1/orders/{id}"), ("POST", "/v1/orders")]


def test_proto_with_and_without_a_label_and_with_http_options() -> None:
    text = (
        "```\nservice Orders {\n  rpc PlaceOrder (PlaceRequest) returns (PlaceReply);\n"
        "  rpc GetOrder(GetRequest) returns (stream Order) {\n"
        '    option (google.api.http) = { get: "/v1/orders/{id}" };\n  }\n}\n```'
    )
    assert _under_api(text) == [("RPC", "PlaceOrder"), ("RPC", "GetOrder"), ("GET", "/v1/orders/{id}")]


def test_graphql_types_and_calls() -> None:
    text = (
        "```graphql\ntype Query {\n  order(id: ID!): Order\n}\ntype Order {\n  id: ID!\n}\n"
        "type Mutation {\n  placeOrder(items: [ID!]!): Order\n}\n```"
    )
    assert _under_api(text) == [("RPC", "order"), ("RPC", "placeOrder")]


def test_thrift_services() -> None:
    text = "```thrift\nservice Orders {\n  Order get(1: string id),\n  oneway void cancel(1: string id)\n}\n```"
    assert _under_api(text) == [("RPC", "get"), ("RPC", "cancel")]


@pytest.mark.parametrize(
    "block",
    [
        (
            "```go\ntype Orders interface {\n\tPlace(o Order) error\n"
            "\tGet(id string, visit func(o Order) error) (Order, error)\n}\n```"
        ),
        "```java\npublic interface Orders {\n    Order place(Order o);\n    Order get(String id);\n}\n```",
        (
            "```ts\nexport interface Orders {\n  place(o: Order): Promise<Order>;\n"
            "  get(id: string): Promise<Order>;\n}\n```"
        ),
    ],
)
def test_interfaces_under_an_api_heading(block: str) -> None:
    assert [name.lower() for _, name in _under_api(block)] == ["place", "get"]


def test_routes_in_code_give_way_to_a_listing() -> None:
    text = (
        "# Shop\n\n```js\napp.post('/v1/orders', handler)\napp.get('/v1/ping', ping)\n```\n\n"
        "## API\n\nPOST /v1/orders\n"
    )
    assert _operations(text) == [(5, "GET", "/v1/ping"), (10, "POST", "/v1/orders")]


@pytest.mark.parametrize(
    "line",
    [
        "- `placeOrder(user_id, items, coupon=None)`",
        "- placeOrder(user_id, items) -> order_id",
        "1. Place: `placeOrder(userId, items)`",
        "```\nplaceOrder(user_id: string, items: list): Order\n```",
        "```tsx\nplaceOrder(userID: UUID, items: Item[]): Order\n```",
        "- placeOrder",
        "- `placeOrder`: creates an order",
        "placeOrder\nparams:\n- user_id\n- items",
    ],
)
def test_functions_and_bare_names_under_an_api_heading(line: str) -> None:
    assert _under_api(line) == [("RPC", "placeOrder")]


def test_a_signature_over_several_lines() -> None:
    assert _under_api("addNote(api_dev_key,\n        text,\n        title=None)") == [("RPC", "addNote")]


def test_a_public_signature_needs_no_api_heading() -> None:
    assert _operations(
        "# Search\n\n## Capacity\n\n400M / day\n\nsearch(string api_dev_key,\n"
        "       string terms,\n       page_token)\n"
    ) == [(7, "RPC", "search")]


@pytest.mark.parametrize(
    "text",
    [
        "We serve 10k GET /s and 2k PUT /sec.",
        "Logs go to /var/log/app.log, see src/main/app.py.",
        "The key is `user:{id}` and the shard is hash(key) mod N.",
        "Read https://shop.example/docs/api for more.",
        "The router redirects `PUT /v1/orders/7` to the owner.",
        '```\n10.0.0.1 - - [1/Jan/2024] "GET /index.html HTTP/1.0" 200 12\n```',
        "```python\ndef place_order(items):\n    return store(items)\n```",
        "```js\nclass Orders {\n  async placeOrder(items) {\n    return this.db.insert(items)\n  }\n}\n```",
        "We cache GET results and batch POST bodies.",
        "- Availability (99.9 %, monthly)",
        "AppServer (Java, Spring) calls Cache (Redis, cluster).",
    ],
)
def test_what_is_no_operation(text: str) -> None:
    assert _operations(f"# Shop\n\n## Design\n\n{text}\n") == []


def test_parameters_are_no_operations() -> None:
    text = "getOrder(order_id)\n\nParameters:\n\n- order_id\n- include_items (bool): with the items\n- sortOrder"
    assert _under_api(text) == [("RPC", "getOrder")]


def test_an_api_gateway_heading_is_no_api_heading() -> None:
    assert _operations("# Shop\n\n## API gateway\n\n- routeRequests\n- checkTokens\n") == []


@pytest.mark.parametrize(
    "line", ["GET /a" * 300, "a(" * 900, "| " * 900, "curl -X POST \\", "/x" * 900, "`" * 1900, "a-" * 900]
)
def test_hostile_lines_are_read_or_refused(line: str) -> None:
    assert len(_operations("# API\n\n" + "\n".join([line] * 30) + "\n")) <= 60


def test_calls_behind_a_label_and_sockets() -> None:
    text = (
        "# Auction\n\n1. `gRPC: PlaceBid` - place a bid\n2. `WebSocket /auctions/{id}/lobby` - join\n"
        "3. gRPC: is faster than REST\n"
    )
    assert _operations(text) == [(3, "RPC", "PlaceBid"), (4, None, "/auctions/{id}/lobby")]


def test_signatures_of_what_prose_calls_an_endpoint() -> None:
    blocks = "```haskell\nGetShop(shopId: String)\n  => Shop\n```\n\n```haskell\nToggleFollow(shopId: String)\n```\n"
    other = "```haskell\nHashKey(key: String)\n  => Int\n\nx = HashKey(y)\n```\n"
    text = f"# Shop\n\nThe page calls the *GetShop* endpoint.\n\n{blocks}\n{other}"
    assert [name for _, _, name in _operations(text)] == ["GetShop", "ToggleFollow"]
    assert _operations(f"# Shop\n\nThe page shows a shop.\n\n{blocks}") == []


def test_names_behind_a_namespace() -> None:
    assert _under_api("This adds two methods:\n\n- `wallet_getKeys`\n- `wallet_requestKeys`") == [
        ("RPC", "wallet_getKeys"),
        ("RPC", "wallet_requestKeys"),
    ]


def test_the_label_of_a_description_is_no_operation() -> None:
    text = "#### GET /api/orders/:id\n**Description:** One order\n\n**Parameters:**\n- `id`: path parameter\n"
    assert _under_api(text) == [("GET", "/api/orders/:id")]


def test_a_path_in_a_heading_with_its_method_below() -> None:
    text = "### `/api/ride/estimate`\n\n- Method: `POST`\n- Request:\n\n    ```\n    {a: String}\n    ```\n"
    assert _under_api(text) == [("POST", "/api/ride/estimate")]


def test_a_heading_that_speaks_of_an_api_is_no_call() -> None:
    assert _operations("# Shop\n\n## gRPC API Contracts\n\nText.\n") == []
