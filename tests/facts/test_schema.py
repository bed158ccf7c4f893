"""Schema: every form in which a design writes down its tables, and what only looks like one."""

from __future__ import annotations

import pytest

from reviewer.documents import read
from reviewer.facts.schema import read_schema
from reviewer.model.facts import SchemaTable
from reviewer.model.submission import Submission

Fields = tuple[str, ...]


def _tables(text: str) -> tuple[SchemaTable, ...]:
    return read_schema(read(Submission(name="design.md", data=text.encode())))


def _under_data(text: str) -> dict[str, Fields]:
    return {table.name: table.fields for table in _tables(f"# Shop\n\n## Data model\n\n{text}\n")}


def test_create_table_with_comments_constraints_and_defaults() -> None:
    (orders, lines) = _tables(
        "# Shop\n\n```sql\n-- Orders\nCREATE TABLE IF NOT EXISTS shop.orders (\n"
        "  id UUID PRIMARY KEY DEFAULT gen_random_uuid(), -- a, b\n"
        "  user_id INT REFERENCES users(id),\n  total DECIMAL(10, 2) CHECK (total > 0),\n"
        "  note VARCHAR(20) DEFAULT 'x, y',\n"
        "  UNIQUE (user_id, total)\n);\nCREATE INDEX i ON orders(user_id);\n"
        "create table `lines` (\n  order_id uuid,\n  line_no int,\n"
        "  PRIMARY KEY (order_id, line_no)\n);\n```\n"
    )
    assert (orders.line, orders.name, orders.fields, orders.keys) == (
        5,
        "orders",
        ("id", "user_id", "total", "note"),
        ("id", "user_id"),
    )
    assert (lines.name, lines.fields, lines.keys) == ("lines", ("order_id", "line_no"), ("order_id", "line_no"))


def test_create_table_tolerates_what_people_forget() -> None:
    (found,) = _tables(
        "```sql\nCREATE TABLE orders (\n  id int PRIMARY KEY\n  total decimal NOT NULL\n  note text\n```\n"
    )
    assert found.fields == ("id", "total", "note")


def test_cassandra_keys() -> None:
    (found,) = _tables(
        "```cql\nCREATE TABLE feed (\n user_id uuid,\n at timeuuid,\n"
        " PRIMARY KEY ((user_id), at)\n) WITH CLUSTERING ORDER BY (at DESC);\n```\n"
    )
    assert found.keys == ("user_id", "at")


def test_column_lines_are_named_by_the_sentence_before() -> None:
    (found,) = _tables(
        "# Shop\n\nThe `orders` table could look like this:\n\n```\nid int NOT NULL\n"
        "total decimal NOT NULL\nPRIMARY KEY(id)\n```\n"
    )
    assert (found.name, found.fields, found.keys) == ("orders", ("id", "total"), ("id",))


def test_indented_lists_of_typed_fields() -> None:
    (orders, users) = _tables(
        "1. Shop\n  a shop\n\n5. DB Schema\n  `Orders_table`\n    PK Id:     int\n"
        "      Total:   decimal\n      user_id: int\n\n  `Users_table`\n    PK id:    int\n"
        "    name:     varchar(20)\n"
    )
    assert (orders.name, orders.fields, orders.keys) == ("Orders_table", ("Id", "Total", "user_id"), ("Id",))
    assert (users.name, users.fields) == ("Users_table", ("id", "name"))


@pytest.mark.parametrize("title", ["### Orders", "### 3.1 Orders table", "Orders:", "**Orders**", "`orders` table:"])
def test_bullets_under_a_name(title: str) -> None:
    found = _under_data(
        f"{title}\n\n- id (8 bytes)\n- `user_id` (FK)\n- Creation Date\n- total: decimal\n"
        f"- status - open, paid\n- count => 0"
    )
    assert [name.lower().removesuffix(" table") for name in found] == ["orders"]
    assert next(iter(found.values())) == ("id", "user_id", "Creation Date", "total", "status", "count")


def test_bullets_inside_bullets() -> None:
    assert _under_data("- Orders\n  - id: int (PK)\n  - total\n- Users\n  - id\n  - name") == {
        "Orders": ("id", "total"),
        "Users": ("id", "name"),
    }


def test_keys_are_marked_in_many_ways() -> None:
    (found,) = _tables(
        "## Schema\n\n### Orders\n\n- id (PK)\n- user_id: FK to users\n- shop_id (partition key)\n- total\n"
    )
    assert found.keys == ("id", "user_id", "shop_id")


@pytest.mark.parametrize(
    "line",
    [
        "Order: id, user_id, total",
        "- **Order**: id, user_id, total",
        "- `Order(id, user_id, total)`",
        "Table Order: id, user_id, total",
        "- order (id PK, user_id, total)",
        "Order {id, user_id, total}",
        "The `order` table stores `id`, `user_id` and `total`, one row each.",
        "It needs two tables: `order` (id, user_id, total) and nothing else.",
    ],
)
def test_a_table_in_one_line(line: str) -> None:
    assert {name.lower(): fields for name, fields in _under_data(line).items()} == {"order": ("id", "user_id", "total")}


def test_a_label_names_the_table_that_a_sentence_describes() -> None:
    assert _under_data("**orders**\n\nThis table holds an order with its `user_id`, `total` and so on.") == {
        "orders": ("user_id", "total")
    }


def test_a_row_for_each_column() -> None:
    table = (
        "### Order events\n\n| Column | Type | Purpose |\n|---|---|---|\n"
        "| day | date | Partition key |\n| x, y | int | place |\n| `total` | decimal | |\n"
        "| Total | 20 bytes | |"
    )
    (found,) = _tables(f"# Shop\n\n## Data model\n\n{table}\n")
    assert (found.fields, found.keys) == (("day", "x", "y", "total"), ("day",))
    assert found.name.startswith("Order")


def test_the_name_in_a_column_of_its_own() -> None:
    (found,) = _tables(
        "# Shop\n\n| Table | Column | Type |\n|---|---|---|\n| **orders** | `id` | UUID (PK) |\n"
        "| | `user_id` | UUID (FK) |\n| | total | INT (IDX) |\n"
    )
    assert (found.name, found.fields, found.keys) == ("orders", ("id", "user_id", "total"), ("id", "user_id"))


def test_a_row_for_each_table() -> None:
    assert _under_data(
        "| Collection | Key fields |\n|---|---|\n| users | name, role (admin, guest) |\n| orders | `id`, `total` |"
    ) == {
        "users": ("name", "role"),
        "orders": ("id", "total"),
    }


def test_the_name_in_the_head_of_the_first_column() -> None:
    assert _under_data("| follows | | |\n|---|---|---|\n| from_id | bigint | who |\n| to_id | bigint | whom |") == {
        "follows": ("from_id", "to_id")
    }


def test_sample_rows_under_the_names_of_columns() -> None:
    text = "The `clicks` table:\n\n| ad_id | clicked_at | country |\n|---|---|---|\n| 17 | 2024-01-01 | FR |"
    assert _under_data(text) == {"clicks": ("ad_id", "clicked_at", "country")}
    text = "Filters are kept too.\n\n| filter_id | region | user_id |\n|---|---|---|\n| 1 | FR | * |"
    assert _under_data(text) == {"filter": ("filter_id", "region", "user_id")}


@pytest.mark.parametrize(
    ("language", "code"),
    [
        ("go", 'type Order struct {\n\tID string // the id\n\tTotal int `json:"total"`\n\t...\n}'),
        ("ts", "export interface Order {\n  ID: string;\n  Total?: number;\n}"),
        ("ts", "type Order = {\n  ID: string;\n  Total: number;\n}"),
        ("proto", "message Order {\n  string ID = 1;\n  repeated int64 Total = 2;\n}"),
        ("rust", "pub struct Order {\n    pub ID: String,\n    pub Total: u64,\n}"),
        ("c", "struct Order {\n    char *ID;\n    int Total;\n};"),
        ("java", "public class Order {\n    private String ID;\n    private Long Total;\n}"),
        ("kotlin", "data class Order(\n    val ID: String,\n    val Total: Long\n)"),
        ("python", "@dataclass\nclass Order:\n    ID: str\n    Total: int"),
        ("python", "class Order(Base):\n    ID = Column(Integer, primary_key=True)\n    Total = Column(Integer)"),
        ("prisma", "model Order {\n  ID    Int @id @default(autoincrement())\n  Total Int\n}"),
        ("thrift", "struct Order {\n  1: required string ID\n  2: optional i64 Total\n}"),
        ("", "Order {\n  ID: uuid\n  Total: int\n}"),
        ("dbml", "Table Order {\n  ID int [pk]\n  Total int\n}"),
    ],
)
def test_types_of_programs(language: str, code: str) -> None:
    assert _under_data(f"```{language}\n{code}\n```") == {"Order": ("ID", "Total")}


def test_maps_and_nested_types_of_proto() -> None:
    code = "message Ring {\n  map<string, Part> parts = 1;\n}\n\n// unchanged\nmessage Part {\n  State state = 1;\n}"
    assert _under_data(f"```proto\n{code}\n```") == {"Ring": ("parts",), "Part": ("state",)}


def test_a_json_record() -> None:
    text = 'Orders collection:\n\n```json\n{\n  "_id": "7",\n  "lines": [{"sku": "a"}],\n  "total": {"sum": 1}\n}\n```'
    assert _under_data(text) == {"Orders": ("_id", "lines", "total")}


def test_entity_diagrams() -> None:
    text = (
        "```mermaid\nerDiagram\n  USERS ||--o{ ORDERS : place\n  USERS {\n    int id PK\n"
        '    string name\n  }\n  ORDERS {\n    int id PK\n    int user_id FK "buyer"\n  }\n```'
    )
    (users, orders) = _tables(f"# Shop\n\n{text}\n")
    assert (users.name, users.fields, users.keys) == ("USERS", ("id", "name"), ("id",))
    assert orders.keys == ("id", "user_id")
    (shop,) = _tables("```mermaid\nclassDiagram\nclass Shop {\n  +int id\n  +String name\n  +open()\n}\n```\n")
    assert shop.fields == ("id", "name")
    (order,) = _tables("```plantuml\n@startuml\nentity Order {\n  * id : int\n  total : int\n}\n@enduml\n```\n")
    assert (order.name, order.fields) == ("Order", ("id", "total"))


def test_a_name_is_reported_once_the_definition_first() -> None:
    text = (
        "```ts\ninterface Order {\n  id: string;\n}\n```\n\n```sql\n"
        "CREATE TABLE orders (id int, total int);\n```\n\nOrder: id, total, extra"
    )
    assert _under_data(text) == {"orders": ("id", "total")}


@pytest.mark.parametrize(
    "text",
    [
        "## Trade-offs\n\n| Option | Pros | Cons |\n|---|---|---|\n| SQL | joins | scaling |",
        "## Capacity\n\n| Metric | Value |\n|---|---|\n| DAU | 10M |\n| QPS | 1,000 |",
        "## API\n\n| Parameter | Type | Description |\n|---|---|---|\n| user_id | string | the user |",
        "## API\n\n| Field | Type | Required |\n|---|---|---|\n| user_id | string | yes |",
        '## API\n\n```json\n{"user_id": 1, "name": "x"}\n```',
        "## Cache\n\n| Key | Type | TTL |\n|---|---|---|\n| `user:{id}` | hash | 5 min |",
        "## Which database to use\n\n- SQL is good for joins and for transactions\n- NoSQL scales better in our case",
        "## Requirements\n\n- users\n- orders\n- search",
        "## Data model\n\nWe consider several databases:\n\n- Cassandra\n- DynamoDB\n- Redis",
        "## Storage\n\n```go\nfunc (s *Store) Put(key string) error {\n  return nil\n}\n```",
        (
            "## API\n\n```proto\nmessage GetOrderRequest {\n  string id = 1;\n}\nservice Orders {\n"
            "  rpc Get(GetOrderRequest) returns (Order);\n}\n```"
        ),
        "## Data model\n\n```js\nclass OrderService {\n  constructor(db) {\n    this.db = db\n  }\n}\n```",
        "## Data model\n\n### Sharding\n\n- user_id\n- geo hash",
        "## Database\n\nA few notes: users come first, then orders, and so on.",
        "```sql\nSELECT id, total FROM orders WHERE id = 7;\n```",
    ],
)
def test_what_is_no_schema(text: str) -> None:
    assert _tables(f"# Shop\n\n{text}\n") == ()


@pytest.mark.parametrize(
    "line",
    [
        "a_id" * 450,
        "x " * 900,
        "a, " * 600,
        "(" * 1900,
        "`a` " * 450,
        "CREATE TABLE a (",
        "type A struct {",
        "a" + " " * 1800 + "b",
    ],
)
def test_hostile_lines_are_read_or_refused(line: str) -> None:
    assert len(_tables("# Data model\n\n" + "\n".join([line] * 30) + "\n")) <= 30


@pytest.mark.parametrize("title", ["Data", "3. Storage", "Data and storage", "What we store", "Persistence"])
def test_a_title_that_is_all_about_data_is_one_of_its_tables(title: str) -> None:
    [found] = _tables(f"# Parking\n\n## {title}\n\nbookings(id, spot_id, driver_id)\n")
    assert (found.name, found.fields) == ("bookings", ("id", "spot_id", "driver_id"))


def test_marked_keys_make_a_table_anywhere() -> None:
    [found] = _tables("# Parking\n\n## Design\n\nbookings(id PK, spot_id, city)\n\nThen book(spot_id, city).\n")
    assert (found.name, found.fields, found.keys) == ("bookings", ("id", "spot_id", "city"), ("id",))
