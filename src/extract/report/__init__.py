"""What people read: reports of runs, scores and traces, for CI, too, error lines, the progress bar."""
