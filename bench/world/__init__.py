"""Generated worlds of any size, written with COPY through each service's own account."""
