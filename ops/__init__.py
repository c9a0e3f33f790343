"""What an operator runs against any stage: follow a receipt, redrive, roll back, restore. Nothing here is deployed."""
