"""Coming to the office: bookings, queue tickets, calling, pickup appointments."""
