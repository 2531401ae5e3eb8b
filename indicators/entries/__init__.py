"""The entries of the catalogue (问题目录), by theme."""
