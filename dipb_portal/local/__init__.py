"""The portal on one machine: real PostgreSQL and Valkey from wheels, web, worker and beat, one command."""
