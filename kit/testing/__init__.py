"""What tests of every service share: real engines, a service under test, an API client that signs its calls."""
