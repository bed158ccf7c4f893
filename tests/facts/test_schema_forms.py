"""Further forms of a schema: bare lists, sizes, what a database prints, keys beside fields, remarks between them."""

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


def test_fields_alone_under_the_name_of_their_table() -> None:
    text = (
        "### Jobs\n\njob_id, name, schedule, created_at, ...\n\n"
        "### 👥 Buyers\n\n- ID, Name, Email, Role (admin/customer)\n"
    )
    assert _under_data(text) == {
        "Jobs": ("job_id", "name", "schedule", "created_at"),
        "Buyers": ("ID", "Name", "Email", "Role"),
    }
    assert _under_data("### Jobs\n\nThe job_id, the name and the schedule are kept, to find them again.\n") == {}


def test_keys_beside_fields_with_their_types() -> None:
    rows = "|  | note: varchar(140) |\n|  | paid_at: datetime |\n"
    text = f"Orders table\n| Primary Key | order_id: int |\n|---|---|\n{rows}"
    (orders,) = _tables(f"# Shop\n\n## Data model\n\n{text}")
    assert (orders.name, orders.fields, orders.keys) == ("Orders", ("order_id", "note", "paid_at"), ("order_id",))


def test_fields_with_sizes_under_an_item_with_its_own() -> None:
    text = (
        "* Order - max=420, avg=95\n    * ID - 16 bytes\n    * Note - 200 bytes\n    * Place - 16 bytes\n"
        "        * latitude - 8 bytes\n        * longitude - 8 bytes\n"
    )
    assert _under_data(text) == {"Order": ("ID", "Note", "Place")}


def test_the_fields_of_a_type_stand_anywhere() -> None:
    text = "# Shop\n\n## Buying\n\n**OrderInfo:**\n\n- `id`: *String*\n- `total`: *Int*\n"
    assert [(table.name, table.fields) for table in _tables(text)] == [("OrderInfo", ("id", "total"))]
    assert _tables("# Shop\n\n## Buying\n\n**Parameters:**\n\n- `id`: *String*\n- `total`: *Int*\n") == ()


def test_what_a_database_prints_of_a_table() -> None:
    drawn = (
        "> DESC order_lines;\n+-------+------------+------+-----+\n| Field | Type       | Null | Key |\n"
        "+-------+------------+------+-----+\n| id    | bigint(20) | NO   | PRI | // new\n"
        "| price | double     | YES  |     |\n"
        "+-------+------------+------+-----+\n| old   | int        | YES  |     |\n"
    )
    rows = " id | integer | not null\n name | text |\n"
    printed = f'Table "public.buyers"\n Column |  Type   | Modifiers\n--------+---------+----------\n{rows}'
    (lines, buyers) = _tables(f"# Shop\n\n```sql\n{drawn}```\n\n```\n{printed}```\n")
    assert (lines.line, lines.name, lines.fields, lines.keys) == (6, "order_lines", ("id", "price"), ("id",))
    assert (buyers.name, buyers.fields) == ("buyers", ("id", "name"))


def test_a_remark_before_a_record_neither_names_it_nor_makes_it_an_api() -> None:
    text = (
        "### 📅 events\n\n**Document ID**: generated\n\n"
        "> **Note**: Public `create` is off; written by the `/api/x` function.\n\n"
        '```json\n{\n  "title": "String",\n  "date": "Timestamp"\n}\n```\n'
    )
    assert _under_data(text) == {"events": ("title", "date")}


def test_sample_rows_with_a_name_among_their_columns() -> None:
    text = "### Riders\n\n| RiderId | Name | Age |\n|---|---|---|\n| 1 | Ann | 25 |\n| 2 | Bob | 26 |\n"
    assert _under_data(text) == {"Riders": ("RiderId", "Name", "Age")}


def test_a_numbered_table_is_named_in_code_two_headings_above() -> None:
    text = (
        "### Table 2: `chats`\n\nKept by user.\n\n#### **Schema Design**\n\n"
        "| Column Name | Type |\n|---|---|\n| user_id | int |\n| chat_id | text |\n"
    )
    assert _under_data(text) == {"chats": ("user_id", "chat_id")}


def test_columns_in_brackets_without_create_table() -> None:
    assert _under_data("files(\n  file_id,\n  path,\n  size\n)\n") == {"files": ("file_id", "path", "size")}
    text = (
        "```sql\n-- Parking\nspots (\n  id UUID PRIMARY KEY DEFAULT gen_random_uuid(),\n"
        "  code VARCHAR(10) NOT NULL,  -- e.g. A1\n                              -- and B2\n  PRIMARY KEY (id)\n)\n\n"
        "bookings (\n  id UUID PRIMARY KEY,\n  spot_id UUID REFERENCES spots(id)\n)\n```\n"
    )
    spots, bookings = _tables(f"# Parking\n\n{text}")
    assert (spots.name, spots.fields, spots.keys) == ("spots", ("id", "code"), ("id",))
    assert (bookings.name, bookings.keys) == ("bookings", ("id", "spot_id"))
    assert _tables("# Parking\n\n```sql\nreserve(\n  spot,\n  until\n)\n```\n") == ()


def test_columns_with_types_under_a_name() -> None:
    text = (
        "```text\nlinks\n  code   varchar(7)  primary key\n  target text not null\n\n"
        "ranges      -- of numbers\n  server varchar primary key\n  next   bigint\n```\n"
    )
    links, ranges = _tables(f"# Shortener\n\n{text}")
    assert (links.name, links.fields, links.keys) == ("links", ("code", "target"), ("code",))
    assert (ranges.line, ranges.name, ranges.fields) == (8, "ranges", ("server", "next"))


def test_an_item_with_a_field_in_each_further_line() -> None:
    text = "* schema design:\n    + URL\n        id          (PK)\n        target\n        user_id     (FK:user.id)\n"
    (url,) = _tables(f"# Shortener\n\n{text}")
    assert (url.name, url.fields, url.keys) == ("URL", ("id", "target", "user_id"), ("id", "user_id"))


def test_columns_and_what_they_mean_parted_by_tabulators() -> None:
    text = "## Games table\n\n```\nColumn\t\tDescription\n\ngame_id\t\tID of the game\nname\t\tname of the game\n```\n"
    assert [(table.name, table.fields) for table in _tables(text)] == [("Games", ("game_id", "name"))]


def test_types_of_graphql_with_an_id() -> None:
    text = (
        "# API\n\n```graphql\ntype Query {\n  feed(id: ID!): Feed\n}\n\ntype Feed {\n  id: ID!\n  title: String!\n}\n\n"
        "type FeedPayload {\n  id: ID!\n  error: String\n}\n```\n"
    )
    assert [(table.name, table.fields) for table in _tables(text)] == [("Feed", ("id", "title"))]


def test_class_diagrams_of_data_and_of_programs() -> None:
    members = "Likes : +string Id\nLikes : +string userID"
    classes = (
        "class Room {\n+int Id\n+string Title\n}\nclass Navbar {\n+Links\n+Toggle\n}\n"
        "class ShopContext {\n+DbSet~Room~ Rooms\n+DbSet~Room~ Old\n}"
    )
    text = f"```mermaid\nclassDiagram\n{members}\n{classes}\n```\n"
    assert [(table.name, table.fields) for table in _tables(text)] == [
        ("Likes", ("Id", "userID")),
        ("Room", ("Id", "Title")),
    ]


def test_what_describes_fields_is_no_table() -> None:
    text = (
        "### `Event`\n\n**Fields:**\n\n- name (string, required)\n- **Timestamps**: created_at, updated_at\n\n"
        "Six tables: `users`, `ride_requests`, `trips`. Unique on (event_id, starts_at).\n"
    )
    assert set(_under_data(text)) <= {"Event"}


def test_the_name_of_a_table_may_have_a_long_remark() -> None:
    text = (
        "### Messages (NoSQL: Cassandra or DynamoDB)\n\n| Field | Type |\n|---|---|\n| id | UUID |\n| body | TEXT |\n"
    )
    assert _under_data(text) == {"Messages": ("id", "body")}


@pytest.mark.parametrize(
    "text",
    [
        "```\nusers: id (PK), name, email\n```",
        "```\nusers\n- id (PK)\n- name\n- email\n```",
        "```\nusers\n-----\nid: uuid (PK)\nname: string\nemail: string\n```",
        "```\n+----+\n| users |\n+----+\n| id | bigint, PK |\n| name | varchar |\n| email | text |\n+----+\n```",
        "```\n┌─────────┐\n│ users   │\n├─────────┤\n│ id (PK) │\n│ name    │\n│ email   │\n└─────────┘\n```",
        "```\n┌────────────┐\n│ USERS TABLE │\n├────────────┤\n│ PK │ id │ UUID │\n│    │ name │ ENUM('a', │\n"
        "│    │      │  'b') │\n│    │ email │ TEXT │\n└────────────┘\n```",
        "```js\nconst usersSchema = new Schema({\n  id: String, // PK\n  name: String,\n  email: String,\n});\n```",
        "Table: users\nPK: id\nColumns: name, email",
        "### users\n\nPartition key: id\nAttributes: name, email",
    ],
)
def test_notes_of_a_table(text: str) -> None:
    (users,) = _tables(f"# Shop\n\n## Database schema\n\n{text}\n")
    assert (users.name.lower(), users.fields, users.keys) == ("users", ("id", "name", "email"), ("id",))


def test_a_table_in_one_line_of_prose() -> None:
    (posts,) = _tables("# Feed\n\nsql\nposts(post_id, user_id, caption)\n")
    assert (posts.name, posts.fields) == ("posts", ("post_id", "user_id", "caption"))
    assert _tables("# Feed\n\ncreatePost(user_id, caption, url)\n") == ()


def test_notes_of_something_else() -> None:
    assert _under_data("```\nupdateQuantity(product_id, qty)\n```") == {}
    assert _under_data("```\nLocks\n- lock\n- lock\n```") == {}
    assert _tables("# Shop\n\n## Plan\n\n```\nusers\n- id\n- name\n```\n") == ()
