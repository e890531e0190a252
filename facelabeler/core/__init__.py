"""The domain: entities, geometry, edits and change sets. No Qt, no SQL, no pictures, no files."""
